import { Injectable } from '@nestjs/common';
import { Queues } from '../queue/queue.api.js';
import { Teams } from '../team/team.api.js';
import type { CampaignDefinition } from './domain/campaign-definition.js';

/** Whether those who are to work for a campaign exist. */
@Injectable()
export class CampaignStaff {
  constructor(
    private readonly queues: Queues,
    private readonly teams: Teams,
  ) {}

  /** @throws UnknownReference */
  async refuseUnknown({ queueId, teamId }: CampaignDefinition): Promise<void> {
    if (queueId !== null) await this.queues.refuseUnknown([queueId]);
    if (teamId !== null) await this.teams.refuseUnknown(teamId);
  }
}
