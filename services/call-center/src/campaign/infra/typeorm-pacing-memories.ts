import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { PacingMemory } from '../domain/pacing/pace.js';
import { PacingMemories } from '../domain/pacing/pacing-memories.js';
import { CampaignPacingSchema } from './campaign.schema.js';

@Injectable()
export class TypeormPacingMemories extends PacingMemories {
  constructor(private readonly database: Database) {
    super();
  }

  override async of(campaignId: string): Promise<PacingMemory | null> {
    const row = await (await this.database.reader()).findOneBy(CampaignPacingSchema, { campaignId });
    return row?.memory ?? null;
  }

  override async keep(campaignId: string, memory: PacingMemory): Promise<void> {
    await this.database.transaction((tx) => tx.upsert(CampaignPacingSchema, { campaignId, memory }, ['campaignId']));
  }
}
