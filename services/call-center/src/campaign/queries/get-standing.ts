import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { CampaignStandingView } from '../campaign.dto.js';
import { Attempts } from '../domain/attempt.repository.js';
import { Campaigns } from '../domain/campaign.repository.js';
import { abandonRate, isViolation } from '../domain/pacing/abandon-rate.js';
import { PacingMemories } from '../domain/pacing/pacing-memories.js';
import { DAY_MS } from '../domain/rules/dialling-rules.js';
import { DialRecordSchema } from '../infra/dial-record.schema.js';

/** How far a campaign is, and how it keeps to its limit. */
export class GetStanding extends Query<CampaignStandingView> {
  constructor(readonly campaignId: string) {
    super();
  }
}

@QueryHandler(GetStanding)
export class GetStandingHandler implements IQueryHandler<GetStanding> {
  constructor(
    private readonly campaigns: Campaigns,
    private readonly attempts: Attempts,
    private readonly memories: PacingMemories,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute({ campaignId }: GetStanding): Promise<CampaignStandingView> {
    const { definition } = await this.campaigns.get(campaignId);
    const since = new Date(this.clock.ms() - definition.abandonWindowDays * DAY_MS);
    const calls = await this.attempts.liveCalls(campaignId, since);
    return {
      ...calls,
      records: await this.#records(campaignId),
      abandonRate: abandonRate(calls),
      violated: isViolation(calls, definition.abandonLimitPercent / 100),
      locked: (await this.memories.of(campaignId))?.locked ?? false,
    };
  }

  async #records(campaignId: string): Promise<Record<string, number>> {
    const rows = await (
      await this.database.reader()
    )
      .createQueryBuilder(DialRecordSchema, 'record')
      .select('record.status', 'status')
      .addSelect('COUNT(*)', 'count')
      .where('record.campaignId = :campaignId', { campaignId })
      .groupBy('record.status')
      .getRawMany<{ status: string; count: number | string }>();
    return Object.fromEntries(rows.map(({ status, count }) => [status, Number(count)]));
  }
}
