import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Clock } from '#libs/kernel/clock';
import { DeadLetters } from '#libs/messaging/dead-letters';
import { outboxDepth, outboxLagSeconds } from '#libs/messaging/outbox-backlog';
import { Metrics } from '#libs/observability/metrics';
import { Database } from '#libs/persistence/database';
import { TenantStirs } from '#libs/persistence/tenant/tenant-stirs';
import type { INestApplication } from '@nestjs/common';
import { TenantFigure } from '../tenant/tenant-figure.js';

const STATES = ['busy', 'idle', 'waiting'] as const;

/** What waits in a service, all tenants together: a label for each would grow without bound. */
export function backlogMetrics(app: INestApplication): void {
  const [metrics, database, clock] = [app.get(Metrics), app.get(Database), app.get(Clock)];
  const [directory, letters] = [app.get(TenantDirectory), app.get(DeadLetters)];
  const figure = (measure: () => Promise<number>) => new TenantFigure(directory, app.get(TenantStirs), clock, measure);
  const waiting = figure(() => outboxDepth(database));
  const lag = figure(() => outboxLagSeconds(database, clock));
  const kept = figure(() => letters.count());

  metrics.gauge('switchboard_outbox_waiting_count', 'Events not yet with the broker', [], async (gauge) =>
    gauge.set(sum(await waiting.ofEach())),
  );
  metrics.gauge(
    'switchboard_database_connections_count',
    'Connections to database servers: busy, idle, and how many wait for one',
    ['state'],
    async (gauge) => {
      const standing = await database.standing();
      for (const state of STATES) gauge.set({ state }, standing[state]);
    },
  );
  metrics.gauge(
    'switchboard_outbox_lag_seconds',
    'Age of the oldest event not yet with the broker',
    [],
    async (gauge) => gauge.set(Math.max(0, ...(await lag.ofEach()))),
  );
  metrics.gauge(
    'switchboard_dead_letters_kept_count',
    'Events that wait for somebody to replay them',
    [],
    async (gauge) => gauge.set(sum(await kept.ofEach())),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
