import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { DoNotCall } from '../../do-not-call/do-not-call.api.js';
import type { Attempt } from '../domain/attempt.aggregate.js';
import { Attempts } from '../domain/attempt.repository.js';
import { Campaigns } from '../domain/campaign.repository.js';
import { DialRecords } from '../domain/dial-record.repository.js';
import { MEANINGS } from '../domain/rules/outcome.js';
import { CampaignMetrics } from './campaign-metrics.js';

/** What happens to an attempt; when it is over by that, its record and the registers follow in the same transaction. */
@Injectable()
export class AttemptEnds {
  constructor(
    private readonly database: Database,
    private readonly attempts: Attempts,
    private readonly records: DialRecords,
    private readonly campaigns: Campaigns,
    private readonly doNotCall: DoNotCall,
    private readonly metrics: CampaignMetrics,
    private readonly clock: Clock,
  ) {}

  /** @param change says whether the attempt is over by it. @throws AttemptNotFound, and what `change` throws */
  async update(attemptId: string, change: (attempt: Attempt, now: Date) => boolean): Promise<void> {
    const isNewlyLive = await this.database.transaction(async () => {
      const { attempt, isOver, wasLive } = await this.attempts.update(attemptId, (each) => {
        const before = each.liveAt !== null;
        return { wasLive: before, isOver: change(each, this.clock.now()), attempt: each };
      });
      if (isOver) await this.#settle(attempt);
      return !wasLive && attempt.liveAt !== null;
    });
    if (isNewlyLive) this.metrics.answered();
  }

  async #settle(attempt: Attempt): Promise<void> {
    const { id: attemptId, recordId, number, agentId, contactId, callBackAt } = attempt;
    const outcome = attempt.outcome!;
    if (MEANINGS[outcome].optsOut) {
      await this.doNotCall.enter({ number, campaignId: null, reason: outcome, by: agentId ?? 'switch' });
    }
    const { definition } = await this.campaigns.get(attempt.campaignId);
    const end = { attemptId, outcome, agentId, contactId, callBackAt };
    await this.records.update(recordId, (record) =>
      record.settle(end, definition.retries, definition.limits.perRecord, this.clock.now()),
    );
  }
}
