import { createHash } from 'node:crypto';
import type { Clock } from '#libs/kernel/clock';
import type { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { LessThan } from 'typeorm';
import { AnswerClaims, Claim, requireSame, type ClaimTimes } from './answer-claims.js';
import { IdempotencySchema } from './idempotency.schema.js';

const TIMES: ClaimTimes = { leaseMs: 6_000, patienceMs: 10_000 };

/** Does work once for each key, in one transaction with the record of its answer, which every repetition gets. */
export class FirstAnswers {
  readonly #claims: AnswerClaims;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    times: ClaimTimes = TIMES,
  ) {
    this.#claims = new AnswerClaims(database, clock, times);
  }

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
        await tx.insert(IdempotencySchema, { id, fingerprint, answer: {}, claim: null, createdAt: this.clock.now() });
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
   * For work that commits by itself: whoever comes first claims the key, the others wait for the answer. Only after a crash
   * between the work and the record of its answer is it done again.
   * @throws Refusal 409 `idempotency-key-in-use` when the answer takes too long, 422 `idempotency-key-reused`
   */
  async recorded(key: string, request: string, work: () => Promise<unknown>): Promise<unknown> {
    const taken = await this.#claims.take(sha256(key), sha256(request));
    if (!(taken instanceof Claim)) return taken.body;
    const body = await work().catch(async (error: unknown) => {
      // It runs out by itself.
      await taken.giveUp().catch(() => undefined);
      throw error;
    });
    await taken.answer(body);
    return body;
  }

  async #first(id: string, fingerprint: string): Promise<{ body?: unknown } | undefined> {
    const row = await (await this.database.reader()).findOneBy(IdempotencySchema, { id });
    if (row) requireSame(row, fingerprint);
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
