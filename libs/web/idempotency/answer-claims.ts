import { setTimeout as pause } from 'node:timers/promises';
import { remainingMs } from '#libs/discovery/calls/deadline';
import type { Clock } from '#libs/kernel/clock';
import type { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { IdempotencySchema, type IdempotencyRow } from './idempotency.schema.js';
import { Refusal } from '../http/problem.js';

export interface ClaimTimes {
  /** Work whose claim stood still for so long, on the clock of whoever looks, is taken for dead. */
  readonly leaseMs: number;
  /** So long the others wait for the answer, within the time their request has left. */
  readonly patienceMs: number;
}

const FIRST_LOOK_MS = 5;
const LONGEST_LOOK_MS = 250;

/** Who of all that come with one key does the work: rows that say so, and change as long as it goes on. */
export class AnswerClaims {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly times: ClaimTimes,
  ) {}

  /**
   * The work is ours, or somebody has the answer.
   * @throws Refusal 409 `idempotency-key-in-use`, 422 `idempotency-key-reused`
   */
  async take(id: string, fingerprint: string): Promise<Claim | IdempotencyRow['answer']> {
    const until = performance.now() + Math.min(this.times.patienceMs, remainingMs());
    let seen: { readonly claim: string; readonly since: number } | undefined;
    for (let look = FIRST_LOOK_MS; ; look = Math.min(2 * look, LONGEST_LOOK_MS)) {
      const row = await this.#find(id);
      if (row === null) {
        const claim = await this.#insert(id, fingerprint);
        if (claim) return claim;
        continue;
      }
      requireSame(row, fingerprint);
      if (row.claim === null) return row.answer;
      const now = performance.now();
      if (seen?.claim !== row.claim) seen = { claim: row.claim, since: now };
      else if (now - seen.since >= this.times.leaseMs) {
        const claim = new Claim(this.database, id, row.claim, this.times.leaseMs);
        if (await claim.renew()) return claim.kept();
      }
      if (now + look > until) throw inUse();
      await pause(look);
    }
  }

  async #find(id: string): Promise<IdempotencyRow | null> {
    return (await this.database.reader()).findOneBy(IdempotencySchema, { id });
  }

  /** Undefined: another was quicker. */
  async #insert(id: string, fingerprint: string): Promise<Claim | undefined> {
    const claim = crypto.randomUUID();
    const row = { id, fingerprint, answer: {}, claim, createdAt: this.clock.now() };
    try {
      await this.database.transaction((tx) => tx.insert(IdempotencySchema, row));
      return new Claim(this.database, id, claim, this.times.leaseMs).kept();
    } catch (error) {
      if (isDuplicateKey(error)) return undefined;
      throw error;
    }
  }
}

/** The right to do the work of a key; whoever finds it unchanged for too long takes it. */
export class Claim {
  #beat: NodeJS.Timeout | undefined;
  #renewing: Promise<unknown> | undefined;

  constructor(
    private readonly database: Database,
    private readonly id: string,
    private word: string,
    private readonly leaseMs: number,
  ) {}

  /** From now on, until it is answered or given up. */
  kept(): this {
    this.#beat = setInterval(() => {
      // One that cannot be renewed runs out.
      this.#renewing ??= this.renew()
        .catch(() => undefined)
        .finally(() => (this.#renewing = undefined));
    }, this.leaseMs / 3).unref();
    return this;
  }

  /** False: it is somebody else's now. */
  async renew(): Promise<boolean> {
    const word = crypto.randomUUID();
    const isOurs = await this.#change({ claim: word });
    if (isOurs) this.word = word;
    return isOurs;
  }

  /** Everybody else gets this answer; of one whose claim was taken nobody does. */
  async answer(body: unknown): Promise<void> {
    await this.#rest();
    await this.#change({ answer: { body }, claim: null });
  }

  /** The next who comes does the work. */
  async giveUp(): Promise<void> {
    await this.#rest();
    const { id, word: claim } = this;
    await this.database.transaction((tx) => tx.delete(IdempotencySchema, { id, claim }));
  }

  async #rest(): Promise<void> {
    clearInterval(this.#beat);
    await this.#renewing;
  }

  async #change(change: Partial<IdempotencyRow>): Promise<boolean> {
    const { id, word: claim } = this;
    const { affected } = await this.database.transaction((tx) =>
      tx.update(IdempotencySchema, { id, claim }, change as object),
    );
    return affected === 1;
  }
}

/** @throws Refusal 422 `idempotency-key-reused` */
export function requireSame(row: IdempotencyRow, fingerprint: string): void {
  if (row.fingerprint === fingerprint) return;
  throw new Refusal(422, 'idempotency-key-reused', 'This Idempotency-Key was used for another request.');
}

function inUse(): Refusal {
  return new Refusal(409, 'idempotency-key-in-use', 'What was asked with this Idempotency-Key is still being done.');
}
