import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CampaignMove } from '../domain/campaign.aggregate.js';
import { Campaigns } from '../domain/campaign.repository.js';

/** Starts, pauses or ends it. */
export class MoveCampaign extends Command<void> {
  constructor(
    readonly campaignId: string,
    readonly move: CampaignMove,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(MoveCampaign)
export class MoveCampaignHandler implements ICommandHandler<MoveCampaign> {
  constructor(
    private readonly campaigns: Campaigns,
    private readonly clock: Clock,
  ) {}

  execute({ campaignId, move, by }: MoveCampaign): Promise<void> {
    return this.campaigns.update(campaignId, (campaign) => campaign.move(move, by, this.clock.now()));
  }
}
