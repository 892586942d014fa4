import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';
import type { Campaign } from '../domain/campaign.aggregate.js';
import { CampaignNotFound } from '../domain/campaign.errors.js';
import { Campaigns } from '../domain/campaign.repository.js';
import { CampaignJournalSchema, CampaignSchema } from './campaign.schema.js';

@Injectable()
export class TypeormCampaigns extends AggregateStore<Campaign> implements Campaigns {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: CampaignSchema,
      notFound: (id) => new CampaignNotFound('There is no such campaign.', { id }),
      publish: () => null,
      journal: CampaignJournalSchema,
    });
  }

  async running(): Promise<Campaign[]> {
    const rows = await (await this.database.reader()).findBy(CampaignSchema, { status: 'running' });
    return rows as unknown as Campaign[];
  }

  async ofPlan(planId: string): Promise<Campaign[]> {
    const rows = await (await this.database.reader()).findBy(CampaignSchema, { planId, status: Not('ended') });
    return rows as unknown as Campaign[];
  }
}
