import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RecordImports } from '../dialing/record-imports.js';
import { Campaigns } from '../domain/campaign.repository.js';

export interface ExpectedTask {
  readonly planId: string;
  readonly taskId: string;
  readonly customerId: string;
  /** That alone calls for it; null: whichever work off the plan. */
  readonly campaignId: string | null;
}

/** A plan has a new task: the campaigns that work it off have a record for it, once. */
export class ExpectTask extends Command<void> {
  constructor(readonly task: ExpectedTask) {
    super();
  }
}

@CommandHandler(ExpectTask)
export class ExpectTaskHandler implements ICommandHandler<ExpectTask> {
  constructor(
    private readonly campaigns: Campaigns,
    private readonly imports: RecordImports,
  ) {}

  async execute({ task: { planId, taskId, customerId, campaignId } }: ExpectTask): Promise<void> {
    const ofPlan = (await this.campaigns.ofPlan(planId)).map(({ id }) => id);
    for (const id of campaignId === null ? ofPlan : [campaignId]) await this.imports.expect(id, taskId, customerId);
  }
}
