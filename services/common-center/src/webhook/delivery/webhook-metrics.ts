import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Clock } from '#libs/kernel/clock';
import { Metrics } from '#libs/observability/metrics';
import { Database } from '#libs/persistence/database';
import { ofEachTenant } from '#libs/web/tenant/of-each-tenant';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, IsNull, Not } from 'typeorm';
import { WebhookDeliverySchema } from '../infra/webhook-delivery.schema.js';
import { WebhookEndpointSchema } from '../infra/webhook-endpoint.schema.js';
import { Subscriptions } from './subscriptions.js';

/** How late webhooks are, and how many endpoints fail, all tenants together: a label for each would grow without bound. */
@Injectable()
export class WebhookMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly directory: TenantDirectory,
    private readonly subscriptions: Subscriptions,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const lag = 'Of webhooks to active endpoints: since when the oldest is due';
    this.metrics.gauge('switchboard_webhook_lag_seconds', lag, [], async (gauge) =>
      gauge.set(Math.max(0, ...(await ofEachTenant(this.directory.ids(), () => this.#lagSeconds())))),
    );
    const failing = 'Active endpoints of webhooks whose last delivery failed';
    this.metrics.gauge('switchboard_webhook_failing_endpoints_count', failing, [], async (gauge) => {
      const counts = await ofEachTenant(this.directory.ids(), () => this.#failing());
      gauge.set(counts.reduce((sum, count) => sum + count, 0));
    });
  }

  async #lagSeconds(): Promise<number> {
    const { subscriptions } = await this.subscriptions.index();
    if (subscriptions.length === 0) return 0;
    const where = { endpointId: In(subscriptions.map(({ endpointId }) => endpointId)), dueAt: Not(IsNull()) };
    const reader = await this.database.reader();
    const oldest = await reader.findOne(WebhookDeliverySchema, { where, order: { dueAt: 'ASC' } });
    return oldest?.dueAt ? (this.clock.ms() - oldest.dueAt.getTime()) / 1_000 : 0;
  }

  async #failing(): Promise<number> {
    const where = { disabledBecause: IsNull(), failingSince: Not(IsNull()) };
    return (await this.database.reader()).countBy(WebhookEndpointSchema, where);
  }
}
