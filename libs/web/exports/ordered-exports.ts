import { Readable } from 'node:stream';
import type { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import type { ObjectStorage } from '#libs/object-storage/object-storage';
import type { Database } from '#libs/persistence/database';
import { In, LessThan, type EntitySchema, type FindOptionsWhere } from 'typeorm';
import type { PageQuery } from '../http/paging.js';
import { OPEN, type KeptExport } from './kept-export.js';

/** Of a person, at a time. */
const MOST_OPEN = 3;

type Refusal = new (message: string, details?: Record<string, string>) => Error;

interface Refusals {
  readonly notFound: Refusal;
  readonly notReady: Refusal;
  readonly tooMany: Refusal;
}

/** Files that people ordered. Each is its owner's alone. */
export abstract class OrderedExports<Row extends KeptExport> {
  protected abstract readonly schema: EntitySchema<Row>;
  protected abstract readonly refusals: Refusals;

  constructor(
    protected readonly database: Database,
    private readonly storage: ObjectStorage,
    private readonly clock: Clock,
  ) {}

  /** The newest first. */
  async list(ownerId: string, { limit, cursor }: PageQuery): Promise<Page<Row>> {
    const behind = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const where = { ownerId, ...behind } as FindOptionsWhere<Row>;
    const find = { where, order: { id: 'DESC' } as object, take: limit + 1 };
    return pageOf(await (await this.database.reader()).find(this.schema, find), limit, ({ id }) => [id]);
  }

  /** @throws its notFound, also when it is another's */
  async get(id: string, ownerId: string): Promise<Row> {
    const where = { id, ownerId } as FindOptionsWhere<Row>;
    const row = await (await this.database.reader()).findOneBy(this.schema, where);
    if (!row) throw new this.refusals.notFound('There is no such export.', { id });
    return row;
  }

  /** What is done stays done. @throws its notFound */
  async cancel(id: string, ownerId: string): Promise<Row> {
    await this.get(id, ownerId);
    const now = this.clock.now();
    const open = { id, status: In([...OPEN]) } as FindOptionsWhere<Row>;
    const ended = { status: 'cancelled', endedAt: now, expiresAt: now } as object;
    await this.database.transaction((tx) => tx.update(this.schema, open, ended));
    return this.get(id, ownerId);
  }

  /** @param keptMs how long the file may be fetched. @throws its tooMany */
  protected async order(ownerId: string, keptMs: number, asked: Omit<Row, keyof KeptExport>): Promise<Row> {
    const createdAt = this.clock.now();
    const row = {
      ...{ id: newId(createdAt), ownerId, status: 'waiting', total: null, pieces: [], step: 0, nextCursor: null },
      ...{ failures: 0, createdAt, endedAt: null, expiresAt: new Date(createdAt.getTime() + keptMs) },
      ...asked,
    } as unknown as Row;
    return this.database.transaction(async (tx) => {
      const open = { ownerId, status: In([...OPEN]) } as FindOptionsWhere<Row>;
      if ((await tx.countBy(this.schema, open)) >= MOST_OPEN)
        throw new this.refusals.tooMany(`You have ${MOST_OPEN} exports that are not done yet.`);
      await tx.insert(this.schema, row as object);
      return row;
    });
  }

  /** @throws its notFound and notReady */
  protected async done(id: string, ownerId: string): Promise<Row> {
    const row = await this.get(id, ownerId);
    if (row.status !== 'done') throw new this.refusals.notReady(`The export is ${row.status}.`, { status: row.status });
    return row;
  }

  /** Piece by piece: the file is never whole in memory. */
  protected contentOf({ pieces }: Row): Readable {
    return Readable.from(this.#pieces(pieces), { objectMode: false });
  }

  async *#pieces(keys: readonly string[]): AsyncGenerator<Uint8Array> {
    for (const key of keys) yield* (await this.storage.get(key)).content as AsyncIterable<Uint8Array>;
  }
}
