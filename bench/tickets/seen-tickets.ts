import { addToRows } from '#libs/persistence/rows/add-to-rows';
import { SystemClock } from '#libs/kernel/clock';
import type { Database } from '#libs/persistence/database';
import { updateRows } from '#libs/persistence/rows/plain-rows';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { boundaryAlone } from '#libs/testing/personal-data/boundary-alone';
import { oneKey } from '#libs/testing/personal-data/one-key';
import { SpecialData } from '../../services/ticket-center/src/stage-form/special-data.api.js';
import { Postings } from '../../services/ticket-center/src/ticket-search/search/postings.js';
import { TicketSearch } from '../../services/ticket-center/src/ticket-search/search/ticket-search.js';
import type { Conditions } from '../../services/ticket-center/src/ticket-view/condition/condition.dto.js';
import type { Viewer } from '../../services/ticket-center/src/ticket-view/condition/conditions-sql.js';
import { holds } from '../../services/ticket-center/src/ticket-view/condition/judged.js';
import { CountBook } from '../../services/ticket-center/src/ticket-view/count/count-book.js';
import { CountChanges } from '../../services/ticket-center/src/ticket-view/count/count-changes.js';
import {
  CountSchema,
  CountValueSchema,
  type CountValueRow,
} from '../../services/ticket-center/src/ticket-view/count/count.schema.js';
import {
  keyOf,
  type CountedConditions,
} from '../../services/ticket-center/src/ticket-view/count/counted-conditions.js';
import { countFor, CountsReader } from '../../services/ticket-center/src/ticket-view/count/counts-reader.js';
import { LinePages } from '../../services/ticket-center/src/ticket-view/line/line-pages.js';
import type { Sort } from '../../services/ticket-center/src/ticket-view/line/line-order.js';
import { TicketLineSchema } from '../../services/ticket-center/src/ticket-view/line/ticket-line.schema.js';
import type { WholeLine } from '../../services/ticket-center/src/ticket-view/line/line-of-ticket.js';
import { lockedLine } from '../../services/ticket-center/src/ticket-view/line/whole-lines.js';
import { LineViews } from '../../services/ticket-center/src/ticket-view/view/line-views.js';
import { ViewedTickets } from '../../services/ticket-center/src/ticket-view/viewed-tickets.api.js';
import { TicketReach } from '../../services/ticket-center/src/ticket/reach/ticket-reach.api.js';
import { TicketTexts } from '../../services/ticket-center/src/ticket/ticket-texts.api.js';
import { TENANT } from '../outbox/engines.js';
import { idOf, manyLines, OPEN_EVERY, someLine } from './many-lines.js';

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
  readonly #ids: string[] = [];
  #changed = 0;

  constructor(
    private readonly database: Database,
    readonly tickets: number,
  ) {
    this.#pages = new LinePages(database, this.#clock, new TicketReach(undefined as never, database));
    this.#counts = new CountsReader(database);
    this.#book = new CountBook(this.#clock);
    this.#changes = new CountChanges(this.#book);
    const lines = new LineViews(new SpecialData(database));
    const viewed = new ViewedTickets(undefined as never, undefined as never, undefined as never, this.#pages, lines);
    const texts = new TicketTexts(database);
    this.#search = new TicketSearch(database, new Postings(oneKey()), viewed, texts, boundaryAlone());
  }

  load(): Promise<void> {
    return runAsTenant(TENANT, () => manyLines(this.database, this.tickets));
  }

  /** Views of open tickets, with the counts that would be there had they been counted from the first ticket on. */
  keep(views: readonly Conditions[]): Promise<void> {
    return runAsTenant(TENANT, () =>
      this.database.transaction(async (tx) => {
        for (const each of views) this.#ids.push(await this.#book.enter(tx, each));
        const counts = (await this.#book.index(tx)).all;
        await addToRows(tx, CountValueSchema, valuesOf(counts, this.tickets), { sums: ['tickets'] });
        await tx.update(CountSchema, { live: false }, { live: true });
      }),
    );
  }

  /** Counted without a count: what one view would cost each time. */
  scan(conditions: Conditions, viewer: Viewer): Promise<number> {
    return runAsTenant(TENANT, () => this.#pages.count([conditions], viewer));
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
        const ticketId = idOf((n * OPEN_EVERY * 37) % this.tickets);
        const before = (await lockedLine(tx, ticketId, this.database.locksRows))!;
        const updatedAt = new Date(before.row.updatedAt.getTime() + MS);
        const after = { ...before, row: { ...before.row, assigneeId: `a${n % 100}`, updatedAt } };
        await updateRows(tx, TicketLineSchema, { ticketId }, after.row);
        await this.#changes.follow(tx, before, after, this.#clock.now());
      }),
    );
  }
}

function valuesOf(counts: readonly CountedConditions[], tickets: number): CountValueRow[] {
  const sums = new Map<string, CountValueRow>();
  for (let n = 0; n < tickets; n += OPEN_EVERY) {
    const line = { row: someLine(n), values: [] } as unknown as WholeLine;
    for (const count of counts) {
      if (!holds(count.conditions, line, new Date(0))) continue;
      const { person, team } = keyOf(count, line);
      const name = `${count.id}/${person}/${team}`;
      sums.set(name, { countId: count.id, person, team, tickets: (sums.get(name)?.tickets ?? 0) + 1 });
    }
  }
  return [...sums.values()];
}
