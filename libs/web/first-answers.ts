import { createHash } from 'node:crypto';
import type { Clock } from '#libs/kernel/clock';
import { column, schemaIndex } from '#libs/persistence/columns';
import type { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema, LessThan } from 'typeorm';
import { Refusal } from './problem.js';

interface IdempotencyRow {
  id: string;
  fingerprint: string;
  answer: { body?: unknown };
  createdAt: Date;
}

/** First answers by Idempotency-Key (https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/). */
export const IdempotencySchema = new EntitySchema<IdempotencyRow>({
  name: 'idempotency',
  columns: {
    id: column.primary(column.varchar(64)),
    fingerprint: column.varchar(64),
    answer: sealed(column.json()),
    createdAt: column.time(),
  },
  indices: [schemaIndex('idempotency', { columns: ['createdAt'] })],
});

/** Does work once for each key, in one transaction with the record of its answer, which every repetition gets. */
export class FirstAnswers {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * @param key whatever tells repetitions, of any length
   * @param request the same key may not come with another
   * @param work changes nothing but the database
   * @throws Refusal 422 `idempotency-key-reused`
   */
  async once(key: string, request: string, work: () => Promise<unknown>): Promise<unknown> {
    const [id, fingerprint] = [sha256(key), sha256(request)];
    return this.database.transaction(async (tx) => {
      const first = await this.#first(id, fingerprint);
      if (first) return first.body;
      try {
        await tx.insert(IdempotencySchema, { id, fingerprint, answer: {}, createdAt: this.clock.now() });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return (await this.#first(id, fingerprint))?.body;
      }
      const body = await work();
      await tx.update(IdempotencySchema, { id }, { answer: { body } as object });
      return body;
    });
  }

  /**
   * For work that commits by itself: its answer is recorded afterwards, so that after a crash in between it is done again.
   * @throws Refusal 422 `idempotency-key-reused`
   */
  async recorded(key: string, request: string, work: () => Promise<unknown>): Promise<unknown> {
    const [id, fingerprint] = [sha256(key), sha256(request)];
    const first = await this.#first(id, fingerprint);
    if (first) return first.body;
    const body = await work();
    const row = { id, fingerprint, answer: { body } as object, createdAt: this.clock.now() };
    await this.database
      .transaction((tx) => tx.insert(IdempotencySchema, row))
      .catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
      });
    return body;
  }

  async #first(id: string, fingerprint: string): Promise<{ body?: unknown } | undefined> {
    const row = await (await this.database.reader()).findOneBy(IdempotencySchema, { id });
    if (row && row.fingerprint !== fingerprint) {
      throw new Refusal(422, 'idempotency-key-reused', 'This Idempotency-Key was used for another request.');
    }
    return row?.answer;
  }
}

/** Forgets answers older than a client may retry. */
export async function forgetAnswersBefore(database: Database, time: Date): Promise<void> {
  await database.transaction((tx) => tx.delete(IdempotencySchema, { createdAt: LessThan(time) }));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
