import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { PlanImports } from '../plan-imports.js';
import { readTargets } from '../target-csv.js';

export class ImportTargets extends Command<{ importId: string }> {
  constructor(
    readonly planId: string,
    readonly csv: string,
  ) {
    super();
  }
}

@CommandHandler(ImportTargets)
export class ImportTargetsHandler implements ICommandHandler<ImportTargets> {
  constructor(private readonly imports: PlanImports) {}

  async execute({ planId, csv }: ImportTargets): Promise<{ importId: string }> {
    return { importId: await this.imports.receive(planId, readTargets(csv)) };
  }
}
