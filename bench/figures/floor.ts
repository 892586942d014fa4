import { newId } from '#libs/kernel/id';
import { SystemClock } from '#libs/kernel/clock';
import type { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { CellReader } from '../../services/operations-center/src/figures/answers/cell-reader.js';
import {
  LiveFiguresReader,
  type LiveFigures,
} from '../../services/operations-center/src/figures/answers/live-figures.js';
import { viewOf } from '../../services/operations-center/src/figures/answers/live-rows.js';
import { OldestWaiting } from '../../services/operations-center/src/figures/answers/oldest-waiting.js';
import { ContactFacts } from '../../services/operations-center/src/figures/facts/contact-facts.js';
import { FigureContactSchema } from '../../services/operations-center/src/figures/facts/fact.schema.js';
import { SetupBook } from '../../services/operations-center/src/figures/facts/setup-book.js';
import { Recomputation } from '../../services/operations-center/src/figures/upkeep/recomputation.js';
import { operationsCenter } from '../../services/operations-center/src/service.js';
import { TENANT, type Engine } from '../outbox/engines.js';
import { factOf, type Told } from './told.js';

/** Handlers that run side by side, as deliveries of different contacts do. */
const AT_ONCE = 16;

/** The figures of one database, without what brings events to them. */
export class Floor {
  readonly #facts: ContactFacts;
  readonly #live: LiveFiguresReader;
  readonly #recomputation: Recomputation;

  private constructor(private readonly database: Database) {
    const clock = new SystemClock();
    this.#facts = new ContactFacts(database, new SetupBook(), clock);
    this.#live = new LiveFiguresReader(database, new CellReader(database), new OldestWaiting(database), clock);
    this.#recomputation = new Recomputation(database, clock);
  }

  static async on(engine: Engine): Promise<Floor> {
    return new Floor(await engine.open(withServiceTables(operationsCenter.database)));
  }

  close(): Promise<void> {
    return this.database.close();
  }

  /** @returns events per second */
  count(told: readonly Told[]): Promise<number> {
    return this.#eachOf(told, (event) => this.#facts.take(event.contactId, factOf(event)));
  }

  /** The same facts as rows of their own and nothing more: what keeping them costs at the least. @returns rows per second */
  insert(told: readonly Told[]): Promise<number> {
    return this.#eachOf(told, (event) =>
      this.database.transaction(async (tx) => {
        const at = new Date(0);
        const facts = [factOf(event)];
        await tx.insert(FigureContactSchema, { contactId: newId(new Date()), facts, firstAt: at, lastAt: at });
      }),
    );
  }

  /** All figures now, of the tenant in context. */
  figures(): Promise<LiveFigures> {
    return this.#live.read();
  }

  /** @returns ms from the look to the text of all rows */
  async look(): Promise<number> {
    const start = performance.now();
    await runAsTenant(TENANT, async () => JSON.stringify(viewOf(await this.#live.read())));
    return performance.now() - start;
  }

  /** @returns how long it took, and how many numbers were others */
  async recompute(): Promise<{ ms: number; differences: number }> {
    const start = performance.now();
    const date = new Date().toISOString().slice(0, 10);
    const { differences } = await runAsTenant(TENANT, () => this.#recomputation.of(date, false));
    return { ms: performance.now() - start, differences: differences.length };
  }

  /** Events of a contact one after the other, contacts side by side. */
  async #eachOf(told: readonly Told[], handle: (event: Told) => Promise<unknown>): Promise<number> {
    const lanes = Map.groupBy(told, ({ contactId }) => Number.parseInt(contactId.slice(-4), 16) % AT_ONCE);
    const start = performance.now();
    const work = [...lanes.values()].map(async (lane) => {
      for (const event of lane) await runAsTenant(TENANT, () => handle(event));
    });
    await Promise.all(work);
    return Math.round((told.length / (performance.now() - start)) * 1_000);
  }
}
