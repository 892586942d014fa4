import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Clock } from '#libs/kernel/clock';
import { Metrics } from '#libs/observability/metrics';
import { Database } from '#libs/persistence/database';
import { ofEachTenant } from '#libs/web/tenant/of-each-tenant';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager, EntitySchema, ObjectLiteral } from 'typeorm';
import { LessThan } from 'typeorm';
import { IncomingMailSchema } from './incoming/incoming-mail.schema.js';
import { OutgoingMailSchema } from './outgoing/outgoing-mail.schema.js';
import { MailboxProgressSchema } from './settings/mailbox.schema.js';

/** What waits, and since when, the worst of all tenants. */
@Injectable()
export class MailMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly directory: TenantDirectory,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.#lag('receiving', 'the oldest mailbox is due', MailboxProgressSchema, 'nextPollAt');
    this.#lag('handling', 'the oldest message that came is due', IncomingMailSchema, 'dueAt');
    this.#lag('sending', 'the oldest message to send is due', OutgoingMailSchema, 'dueAt');
    this.metrics.gauge('switchboard_mail_kept_count', 'Messages that failed or are held', [], async (gauge) => {
      const counts = await ofEachTenant(this.directory.ids(), async () => kept(await this.database.reader()));
      gauge.set(counts.reduce((sum, count) => sum + count, 0));
    });
  }

  #lag(name: string, what: string, schema: EntitySchema<ObjectLiteral>, column: string): void {
    this.metrics.gauge(`switchboard_mail_${name}_lag_seconds`, `Since when ${what}`, [], async (gauge) => {
      const lags = await ofEachTenant(this.directory.ids(), async () => {
        const now = this.clock.now();
        const where = { [column]: LessThan(now) };
        const [oldest] = await (
          await this.database.reader()
        ).find(schema, { where, order: { [column]: 'ASC' }, take: 1 });
        return oldest ? (now.getTime() - (oldest[column] as Date).getTime()) / 1_000 : 0;
      });
      gauge.set(Math.max(0, ...lags));
    });
  }
}

async function kept(reader: EntityManager): Promise<number> {
  return reader.countBy(IncomingMailSchema, [{ state: 'failed' }, { state: 'held' }]);
}
