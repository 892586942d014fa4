import { SystemClock } from '#libs/kernel/clock';
import type { Database } from '#libs/persistence/database';
import { updateRows } from '#libs/persistence/plain-rows';
import { runAsTenant } from '#libs/persistence/tenant-context';
import { SpecialData } from '../../services/ticket-center/src/stage-form/special-data.api.js';
import { Postings } from '../../services/ticket-center/src/ticket-search/search/postings.js';
import { TicketSearch } from '../../services/ticket-center/src/ticket-search/search/ticket-search.js';
import type { Conditions } from '../../services/ticket-center/src/ticket-view/condition/condition.dto.js';
import { ConditionsSql, type Viewer } from '../../services/ticket-center/src/ticket-view/condition/conditions-sql.js';
import { CountBook } from '../../services/ticket-center/src/ticket-view/count/count-book.js';
import { CountChanges } from '../../services/ticket-center/src/ticket-view/count/count-changes.js';
import { CountSchema } from '../../services/ticket-center/src/ticket-view/count/count.schema.js';
import { countedConditions } from '../../services/ticket-center/src/ticket-view/count/counted-conditions.js';
import { countFor, CountsReader } from '../../services/ticket-center/src/ticket-view/count/counts-reader.js';
import { LinePages } from '../../services/ticket-center/src/ticket-view/line/line-pages.js';
import type { Sort } from '../../services/ticket-center/src/ticket-view/line/line-order.js';
import { TicketLineSchema } from '../../services/ticket-center/src/ticket-view/line/ticket-line.schema.js';
import { lockedLine } from '../../services/ticket-center/src/ticket-view/line/whole-lines.js';
import { LineViews } from '../../services/ticket-center/src/ticket-view/view/line-views.js';
import { ViewedTickets } from '../../services/ticket-center/src/ticket-view/viewed-tickets.api.js';
import { TicketTexts } from '../../services/ticket-center/src/ticket/ticket-texts.api.js';
import { TENANT } from '../outbox/engines.js';
import { idOf, manyLines } from './many-lines.js';

const PAGE = 50;
const MS = 1;

/** So many tickets, seen by agents as the service shows them; texts for excerpts there are none. */
export class SeenTickets {
  readonly #clock = new SystemClock();
  readonly #pages: LinePages;
  readonly #counts: CountsReader;
  readonly #book: CountBook;
  readonly #changes: CountChanges;
  readonly #search: TicketSearch;
  #ids: string[] = [];
  #changed = 0;

  constructor(
    private readonly database: Database,
    readonly tickets: number,
  ) {
    this.#pages = new LinePages(database, this.#clock);
    this.#counts = new CountsReader(database);
    this.#book = new CountBook(this.#clock);
    this.#changes = new CountChanges(this.#book);
    const lines = new LineViews(new SpecialData(database));
    const viewed = new ViewedTickets(undefined as never, undefined as never, this.#pages, lines);
    this.#search = new TicketSearch(database, new Postings(), viewed, new TicketTexts(database));
  }

  /** Milliseconds that counting these by a scan takes: once, before anybody looks. */
  fill(views: readonly Conditions[]): Promise<number> {
    return runAsTenant(TENANT, async () => {
      await manyLines(this.database, this.tickets);
      const start = performance.now();
      this.#ids = await this.database.transaction(async (tx) => {
        const ids = [];
        for (const each of views) ids.push(await this.#book.enter(tx, each));
        return ids;
      });
      for (const id of this.#ids) await this.#scan(id);
      return performance.now() - start;
    });
  }

  page(conditions: Conditions, sort: Sort, viewer: Viewer, cursor?: string) {
    return runAsTenant(TENANT, () => this.#pages.page({ conditions: [conditions], sort, viewer, limit: PAGE, cursor }));
  }

  /** Of all views, for one agent. */
  counts(viewer: Viewer): Promise<(number | null)[]> {
    return runAsTenant(TENANT, async () => {
      const standing = await this.#counts.standing(this.#ids, [viewer]);
      return this.#ids.map((id) => countFor(standing, id, viewer));
    });
  }

  find(words: string, sort: 'newest' | 'relevance', viewer: Viewer) {
    const search = { words, sort, conditions: [], viewer, columns: [], withNotes: true, limit: PAGE } as const;
    return runAsTenant(TENANT, () => this.#search.find(search));
  }

  /** One ticket goes from hand to hand, and all counts with it. */
  change(): Promise<void> {
    const n = this.#changed++;
    return runAsTenant(TENANT, () =>
      this.database.transaction(async (tx) => {
        const ticketId = idOf(((n * 20 * 37) % this.tickets) - (((n * 20 * 37) % this.tickets) % 20));
        const before = (await lockedLine(tx, ticketId, this.database.locksRows))!;
        const updatedAt = new Date(before.row.updatedAt.getTime() + MS);
        const after = { ...before, row: { ...before.row, assigneeId: `a${n % 100}`, updatedAt } };
        await updateRows(tx, TicketLineSchema, { ticketId }, after.row);
        await this.#changes.follow(tx, before, after, this.#clock.now());
      }),
    );
  }

  async #scan(id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { conditions, person, team } = countedConditions(await tx.findOneByOrFail(CountSchema, { id }));
      const rest = { all: conditions.all.filter((each) => each !== person && each !== team), any: conditions.any };
      const { sql, values } = new ConditionsSql(tx, null, this.#clock.now()).of(rest);
      const by = [person?.attribute, team?.attribute].map((name) => (name ? `COALESCE(${name}, '')` : "'*'"));
      const text = `SELECT '${id}', ${by.join(', ')}, COUNT(*) FROM ticket_line WHERE ${sql} GROUP BY ${by.join(', ')}`;
      await tx.query(`INSERT INTO ticket_count_value (countId, person, team, tickets) ${text}`, [...values]);
      await tx.update(CountSchema, { id }, { live: true });
    });
  }
}
