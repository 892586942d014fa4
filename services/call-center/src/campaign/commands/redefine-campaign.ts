import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CampaignStaff } from '../campaign-staff.js';
import type { CampaignDefinition } from '../domain/campaign-definition.js';
import { Campaigns } from '../domain/campaign.repository.js';

export class RedefineCampaign extends Command<void> {
  constructor(
    readonly campaignId: string,
    readonly name: string,
    readonly definition: CampaignDefinition,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(RedefineCampaign)
export class RedefineCampaignHandler implements ICommandHandler<RedefineCampaign> {
  constructor(
    private readonly campaigns: Campaigns,
    private readonly staff: CampaignStaff,
    private readonly clock: Clock,
  ) {}

  /** @throws UnknownReference */
  async execute({ campaignId, name, definition, by }: RedefineCampaign): Promise<void> {
    await this.staff.refuseUnknown(definition);
    await this.campaigns.update(campaignId, (campaign) => campaign.redefine(name, definition, by, this.clock.now()));
  }
}
