import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { PlanTargets } from '../domain/plan-targets.js';
import { Plans } from '../domain/plan.repository.js';

/** A customer did what the plan hopes for, whether anybody turned to them or not. */
export class RecordConversion extends Command<{ counted: boolean }> {
  constructor(
    readonly planId: string,
    readonly customerId: string,
    readonly value: number,
  ) {
    super();
  }
}

@CommandHandler(RecordConversion)
export class RecordConversionHandler implements ICommandHandler<RecordConversion> {
  constructor(
    private readonly plans: Plans,
    private readonly targets: PlanTargets,
  ) {}

  /** Safe to repeat: who converted before, or is no target, is not counted. */
  async execute({ planId, customerId, value }: RecordConversion): Promise<{ counted: boolean }> {
    await this.plans.get(planId);
    return { counted: (await this.targets.convert(planId, { customerId }, value)) > 0 };
  }
}
