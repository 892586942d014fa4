import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Clock } from '#libs/kernel/clock';
import { Metrics } from '#libs/observability/metrics';
import { Database } from '#libs/persistence/database';
import { ofEachTenant } from '#libs/web/tenant/of-each-tenant';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import { NotificationDeliverySchema } from './notification-delivery.schema.js';

/** How late notifications are, of all tenants the latest: a label for each would grow without bound. */
@Injectable()
export class NotificationMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly directory: TenantDirectory,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const help = 'Of notifications that leave the console: since when the oldest is due';
    this.metrics.gauge('switchboard_notification_lag_seconds', help, [], async (gauge) =>
      gauge.set(Math.max(0, ...(await ofEachTenant(this.directory.ids(), () => this.#lagSeconds())))),
    );
  }

  async #lagSeconds(): Promise<number> {
    const options = { where: { dueAt: Not(IsNull()) }, order: { dueAt: 'ASC' } } as const;
    const oldest = await (await this.database.reader()).findOne(NotificationDeliverySchema, options);
    return oldest?.dueAt ? (this.clock.ms() - oldest.dueAt.getTime()) / 1_000 : 0;
  }
}
