import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CampaignStaff } from '../campaign-staff.js';
import { Campaign } from '../domain/campaign.aggregate.js';
import type { CampaignDefinition } from '../domain/campaign-definition.js';
import { Campaigns } from '../domain/campaign.repository.js';

export class DraftCampaign extends Command<{ id: string }> {
  constructor(
    readonly name: string,
    readonly definition: CampaignDefinition,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(DraftCampaign)
export class DraftCampaignHandler implements ICommandHandler<DraftCampaign> {
  constructor(
    private readonly campaigns: Campaigns,
    private readonly staff: CampaignStaff,
    private readonly clock: Clock,
  ) {}

  /** @throws UnknownReference */
  async execute({ name, definition, by }: DraftCampaign): Promise<{ id: string }> {
    await this.staff.refuseUnknown(definition);
    const now = this.clock.now();
    const id = newId(now);
    await this.campaigns.add(Campaign.draft(id, name, definition, by, now));
    return { id };
  }
}
