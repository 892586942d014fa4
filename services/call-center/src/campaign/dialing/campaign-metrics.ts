import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Clock } from '#libs/kernel/clock';
import { Metrics } from '#libs/observability/metrics';
import { ofEachTenant } from '#libs/web/tenant/of-each-tenant';
import { Injectable } from '@nestjs/common';
import { Attempts } from '../domain/attempt.repository.js';
import { Campaigns } from '../domain/campaign.repository.js';
import { abandonRate } from '../domain/pacing/abandon-rate.js';
import { DAY_MS } from '../domain/rules/dialling-rules.js';

/** How the campaigns do, for those who watch. */
@Injectable()
export class CampaignMetrics {
  readonly dialled: () => void;
  readonly answered: () => void;
  readonly withheld: (rule: string) => void;

  constructor(
    metrics: Metrics,
    directory: TenantDirectory,
    private readonly campaigns: Campaigns,
    private readonly attempts: Attempts,
    private readonly clock: Clock,
  ) {
    const dials = metrics.counter('switchboard_campaign_dials_total', 'Calls placed for campaigns');
    const live = metrics.counter('switchboard_campaign_live_answers_total', 'Calls of campaigns a person answered');
    const rules = metrics.counter('switchboard_campaign_withheld_total', 'Calls a rule forbade', ['rule']);
    this.dialled = () => dials.inc();
    this.answered = () => live.inc();
    this.withheld = (rule) => rules.inc({ rule });
    metrics.gauge(
      'switchboard_campaign_abandon_ratio',
      'Abandoned live answers of running campaigns in their rolling window',
      ['campaign'],
      async (gauge) => {
        await ofEachTenant(directory.ids(), async () => {
          const rates = await this.#rates();
          for (const [campaign, rate] of rates) gauge.set({ campaign }, rate);
          return rates.size;
        });
      },
    );
  }

  async #rates(): Promise<Map<string, number>> {
    const rates = new Map<string, number>();
    for (const { id, definition } of await this.campaigns.running()) {
      const since = new Date(this.clock.ms() - definition.abandonWindowDays * DAY_MS);
      rates.set(id, abandonRate(await this.attempts.liveCalls(id, since)));
    }
    return rates;
  }
}
