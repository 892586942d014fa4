import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RecordImports } from '../dialing/record-imports.js';
import { Campaigns } from '../domain/campaign.repository.js';

/** A plan has a new task: the campaigns that work it off have a record for it, once. */
export class ExpectTask extends Command<void> {
  constructor(
    readonly planId: string,
    readonly taskId: string,
    readonly customerId: string,
  ) {
    super();
  }
}

@CommandHandler(ExpectTask)
export class ExpectTaskHandler implements ICommandHandler<ExpectTask> {
  constructor(
    private readonly campaigns: Campaigns,
    private readonly imports: RecordImports,
  ) {}

  async execute({ planId, taskId, customerId }: ExpectTask): Promise<void> {
    for (const { id } of await this.campaigns.ofPlan(planId)) await this.imports.expect(id, taskId, customerId);
  }
}
