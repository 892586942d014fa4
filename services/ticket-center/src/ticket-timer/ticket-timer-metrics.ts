import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Clock } from '#libs/kernel/clock';
import { Metrics } from '#libs/observability/metrics';
import { Database } from '#libs/persistence/database';
import { TenantStirs } from '#libs/persistence/tenant/tenant-stirs';
import { TenantFigure } from '#libs/web/tenant/tenant-figure';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { TIMER_PARTITIONS } from './ticket-timer.api.js';
import { TicketTimerSchema } from './ticket-timer.schema.js';

/** How late the timers of tickets are, of all tenants the latest: a label for each would grow without bound. */
@Injectable()
export class TicketTimerMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly directory: TenantDirectory,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly stirs: TenantStirs,
  ) {}

  onModuleInit(): void {
    const help = 'Of timers of tickets: since when the oldest is due';
    const lag = new TenantFigure(this.directory, this.stirs, this.clock, () => this.#lagSeconds());
    this.metrics.gauge('switchboard_ticket_timers_lag_seconds', help, [], async (gauge) =>
      gauge.set(Math.max(0, ...(await lag.ofEach()))),
    );
  }

  /** The first of each partition, as the index has them. */
  async #lagSeconds(): Promise<number> {
    const reader = await this.database.reader();
    let lagMs = 0;
    for (let partitionNo = 0; partitionNo < TIMER_PARTITIONS; partitionNo++) {
      const oldest = await reader.findOne(TicketTimerSchema, { where: { partitionNo }, order: { due: 'ASC' } });
      if (oldest) lagMs = Math.max(lagMs, this.clock.ms() - oldest.due.getTime());
    }
    return lagMs / 1_000;
  }
}
