import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Metrics } from '#libs/observability/metrics';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, onlyWhenWritten, type Rounds } from '#libs/web/platform/leased-rounds';
import { ofEachTenant } from '#libs/web/tenant/of-each-tenant';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SpecialData } from '../../stage-form/special-data.api.js';
import { TicketTexts, type TicketText } from '../../ticket/ticket-texts.api.js';
import { IndexWriter } from './index-writer.js';
import { Rebuilds } from './rebuilds.js';
import { SearchQueue } from './search-queue.js';

/** A change is found at the latest so much later. */
const EVERY_MS = 1_000;
const LEASE_MS = 15_000;
const AT_ONCE = 50;

/** Reads what was written in tickets, and keeps the index of it. */
@Injectable()
export class IndexWorker implements OnModuleInit {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly database: Database,
    private readonly texts: TicketTexts,
    private readonly special: SpecialData,
    private readonly queue: SearchQueue,
    private readonly writer: IndexWriter,
    private readonly rebuilds: Rebuilds,
    private readonly metrics: Metrics,
    private readonly directory: TenantDirectory,
  ) {
    this.rounds = rounds.of({
      job: 'ticket-search',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'tickets were not put into the index of their texts',
      nextDue: onlyWhenWritten,
      work: (round) =>
        round.inEachTenant(async () => {
          const goOn = () => round.isOurs();
          if (await goOn()) await this.look(goOn);
        }),
    });
  }

  onModuleInit(): void {
    const help = 'Of what is written in tickets: since when the oldest change is not found';
    this.metrics.gauge('switchboard_ticket_search_lag_seconds', help, [], async (gauge) =>
      gauge.set(Math.max(0, ...(await ofEachTenant(this.directory.ids(), () => this.queue.lagSeconds())))),
    );
  }

  /** Whatever waits is found, or was left to a later look. */
  async look(goOn: () => Promise<boolean>): Promise<void> {
    await this.rebuilds.goOn();
    do {
      const due = await this.queue.next(AT_ONCE);
      if (due.length === 0) return;
      await this.database.transaction(async (tx) => {
        await this.writer.write(tx, await this.#read(due.map(({ ticketId }) => ticketId)));
        await this.queue.done(tx, due);
      });
      await this.rebuilds.goOn();
    } while (await goOn());
  }

  /** With what their forms have indexed. */
  async #read(ticketIds: readonly string[]): Promise<Map<string, TicketText[]>> {
    const texts: Map<string, TicketText[]> = await this.texts.of(ticketIds);
    for (const [ticketId, parts] of texts)
      for (const { value } of await this.special.indexed(ticketId)) parts.push({ part: 'description', text: value });
    return texts;
  }
}
