import { Clock } from '#libs/kernel/clock';
import { Injectable } from '@nestjs/common';
import type { Campaign } from '../domain/campaign.aggregate.js';
import { DialRecords } from '../domain/dial-record.repository.js';
import type { Staffed } from './campaign-floor.js';
import { Dialling } from './dialling.js';

/** How long a record that was skipped is not shown again. */
export const SKIPPED_MS = 300_000;

/** One record to each free agent, who dials or skips it. When time is over it is dialled only for an agent who is still there. */
@Injectable()
export class PreviewRound {
  constructor(
    private readonly records: DialRecords,
    private readonly dialling: Dialling,
    private readonly clock: Clock,
  ) {}

  async run({ id, definition: { preview } }: Campaign, { free, present }: Staffed): Promise<void> {
    const now = this.clock.now();
    for (const shown of await this.records.reserved(id)) {
      if (shown.until > now) continue;
      const isThere = present.includes(shown.agentId);
      if (preview.then === 'dial' && isThere) await this.dialling.dial(shown.id, shown.agentId);
      else await this.#skip(shown.id, shown.agentId, now);
    }
    const until = new Date(now.getTime() + preview.seconds * 1_000);
    const due = await this.records.due(id, now, free.length);
    for (const [index, recordId] of due.entries()) {
      await this.records.update(recordId, (record) => record.reserve(free[index]!, until));
    }
  }

  #skip(recordId: string, agentId: string, now: Date): Promise<void> {
    const again = new Date(now.getTime() + SKIPPED_MS);
    return this.records.update(recordId, (record) => record.skip(agentId, again));
  }
}
