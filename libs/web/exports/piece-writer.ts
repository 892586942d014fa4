import { newId } from '#libs/kernel/id';
import type { Clock } from '#libs/kernel/clock';
import type { ObjectStorage } from '#libs/object-storage/object-storage';
import type { Database } from '#libs/persistence/database';
import type { Logger } from 'pino';
import { In, LessThanOrEqual, type EntitySchema, type FindOptionsWhere } from 'typeorm';
import { onlyWhenWritten, type Rounds, type RoundsWork } from '../platform/leased-rounds.js';
import { OPEN, type KeptExport } from './kept-export.js';

const EVERY_MS = 1_000;
const LEASE_MS = 30_000;
/** Pages of a piece: with the size of a page, what a crash costs, and what is in memory. */
const PAGES = 10;
const MOST_FAILURES = 5;
const AT_ONCE = 20;
const FOREVER = new Date('9999-12-31T00:00:00Z');

export interface ExportPage {
  readonly text: string;
  readonly count: number;
  readonly next: string | null;
}

/** What one kind of exports has of its own. */
export interface ExportKind<Row extends KeptExport> {
  readonly schema: EntitySchema<Row>;
  /** What is exported: names the lease, the keys of the pieces and what the log says. */
  readonly thing: string;
  /** How many there are to be, asked before the first piece; null: not known. */
  total(row: Row): Promise<number | null>;
  page(row: Row, cursor: string | undefined, isFirst: boolean): Promise<ExportPage>;
  /** What the row says once so many more are in the file. */
  counted(row: Row, more: number): Partial<Row>;
}

/** Writes exports piece by piece: each piece is kept before the next is begun, and a crash goes on behind the last. */
export class PieceWriter<Row extends KeptExport> {
  constructor(
    private readonly kind: ExportKind<Row>,
    private readonly database: Database,
    private readonly storage: ObjectStorage,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** Rounds that write what is open, and take away what has expired. */
  work(): RoundsWork {
    const { thing } = this.kind;
    return {
      ...{ job: `${thing}-exports`, everyMs: EVERY_MS, leaseMs: LEASE_MS, nextDue: onlyWhenWritten },
      failure: `exports of ${thing}s were not written`,
      work: (round: Rounds) =>
        round.inEachTenant(async () => {
          const goOn = () => round.isOurs();
          if (!(await goOn())) return;
          await this.look(goOn);
          await this.expire();
        }),
    };
  }

  /** One piece of each in turn, so that a short one does not wait for a long one. */
  async look(goOn: () => Promise<boolean>): Promise<void> {
    do {
      const open = await this.#find({ status: In([...OPEN]) });
      if (open.length === 0) return;
      for (const row of open) await this.#goOn(row);
    } while (await goOn());
  }

  /** Files nobody may have any more. */
  async expire(): Promise<void> {
    const ended = In(['done', 'cancelled', 'failed']);
    for (const { id, status } of await this.#find({ status: ended, expiresAt: LessThanOrEqual(this.clock.now()) })) {
      for await (const key of this.storage.list(this.#folder(id))) await this.storage.delete(key);
      await this.#update({ id }, { status: status === 'done' ? 'expired' : status, pieces: [], expiresAt: FOREVER });
    }
  }

  async #goOn(row: Row): Promise<void> {
    try {
      await this.#piece(row);
    } catch (error) {
      this.logger.warn({ err: error, export: row.id }, 'a piece of an export was not written');
      const failures = row.failures + 1;
      const ended = failures >= MOST_FAILURES ? { status: 'failed' as const, endedAt: this.clock.now() } : {};
      await this.#keep(row, { failures, ...ended });
    }
  }

  /** A piece that was stored and not kept is not in the file; it goes with the folder. */
  async #piece(row: Row): Promise<void> {
    const total = row.step === 0 ? await this.kind.total(row) : row.total;
    const { text, count, next } = await this.#pages(row);
    const key = `${this.#folder(row.id)}/${newId(this.clock.now())}`;
    await this.storage.put(key, bytesOf(text));
    const isLast = next === null;
    await this.#keep(row, {
      ...{ status: isLast ? 'done' : 'running', total, pieces: [...row.pieces, key], step: row.step + 1 },
      ...{ nextCursor: next, failures: 0, endedAt: isLast ? this.clock.now() : null, ...this.kind.counted(row, count) },
    });
  }

  async #pages(row: Row): Promise<ExportPage> {
    let so: ExportPage = { text: '', count: 0, next: row.nextCursor };
    for (let page = 0; page < PAGES && (page === 0 || so.next !== null); page++) {
      const { text, count, next } = await this.kind.page(row, so.next ?? undefined, row.step === 0 && page === 0);
      so = { text: so.text + text, count: so.count + count, next };
    }
    return so;
  }

  /** Unless it was cancelled, or another process has come further. */
  async #keep({ id, step }: Row, change: Partial<KeptExport>): Promise<void> {
    await this.#update({ id, step, status: In([...OPEN]) }, change);
  }

  async #find(where: object): Promise<Row[]> {
    const find = { where: where as FindOptionsWhere<Row>, order: { id: 'ASC' } as object, take: AT_ONCE };
    return (await this.database.reader()).find(this.kind.schema, find);
  }

  async #update(where: object, change: Partial<KeptExport>): Promise<void> {
    const { schema } = this.kind;
    await this.database.transaction((tx) => tx.update(schema, where as FindOptionsWhere<Row>, change as object));
  }

  #folder(id: string): string {
    return `${this.kind.thing}-export/${id}`;
  }
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}
