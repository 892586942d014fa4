import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Clock } from '#libs/kernel/clock';
import { DeadLetters } from '#libs/messaging/dead-letters';
import { outboxDepth, outboxLagSeconds } from '#libs/messaging/outbox-backlog';
import { Metrics } from '#libs/observability/metrics';
import { Database, TenantHasNoDatabase } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant-context';
import type { INestApplication } from '@nestjs/common';

/** What waits in a service, all tenants together: a label for each would grow without bound. */
export function backlogMetrics(app: INestApplication): void {
  const [metrics, database, clock] = [app.get(Metrics), app.get(Database), app.get(Clock)];
  const [directory, letters] = [app.get(TenantDirectory), app.get(DeadLetters)];
  const ofEach = (measure: () => Promise<number>) => ofEachTenant(directory.ids(), measure);

  metrics.gauge('switchboard_outbox_waiting_count', 'Events not yet with the broker', [], async (gauge) =>
    gauge.set(sum(await ofEach(() => outboxDepth(database)))),
  );
  metrics.gauge(
    'switchboard_outbox_lag_seconds',
    'Age of the oldest event not yet with the broker',
    [],
    async (gauge) => gauge.set(Math.max(...(await ofEach(() => outboxLagSeconds(database, clock))))),
  );
  metrics.gauge(
    'switchboard_dead_letters_kept_count',
    'Events that wait for somebody to replay them',
    [],
    async (gauge) => gauge.set(sum(await ofEach(() => letters.count()))),
  );
}

/** One after the other: a scrape is in no hurry, requests are. A tenant without a database has no backlog. */
async function ofEachTenant(tenantIds: readonly string[], measure: () => Promise<number>): Promise<number[]> {
  const values = [0];
  for (const tenantId of tenantIds) {
    try {
      values.push(await runAsTenant(tenantId, measure));
    } catch (error) {
      if (!(error instanceof TenantHasNoDatabase)) throw error;
    }
  }
  return values;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
