import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { ProcessCallSchema, type ProcessCallRow } from '../schema/process-call.schema.js';
import { MOST_CLAIMS } from './call-answer.js';
import { CallMaker, type ClaimedCall } from './call-maker.js';
import { CallSlots } from './call-slots.js';
import { Claims } from './claims.js';

/** Longer than a call may take. */
const CLAIM_MS = 120_000;
/** So often begun and never ended, a call has one more chance, when no other can die with it. */
const SUSPECT_AFTER = MOST_CLAIMS - 1;

type Seen = Pick<ProcessCallRow, 'connector' | 'claims'>;

/** Few claims of many: room is filled again when so many have ended, or the last. */
const ENDED_TOGETHER = 8;

/**
 * Makes the calls that are due. The claim, with the key the other side tells repetitions by, is committed before the call is
 * made: after a crash it is known that it may have gone out.
 */
@Injectable()
export class CallWorker {
  readonly #slots = new CallSlots();
  readonly #underWay = new Set<Promise<void>>();
  /** Partitions of the tenants whose calls found no room. */
  readonly #waiting = new Map<string, readonly number[]>();
  #ended = 0;
  #suspects: Promise<void> | undefined;
  #stopped = false;

  constructor(
    private readonly claims: Claims,
    private readonly maker: CallMaker,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Resolves when the calls have begun for which there is room; the others follow when there is. */
  async look(partitions: readonly number[]): Promise<void> {
    while (await this.#beginSome(partitions));
  }

  /** Begins no more. */
  stop(): void {
    this.#stopped = true;
  }

  async idle(): Promise<void> {
    while (this.#underWay.size > 0 || this.#suspects) await Promise.all([...this.#underWay, this.#suspects]);
  }

  /** False: there are no more, or there is no room for them. */
  async #beginSome(partitions: readonly number[]): Promise<boolean> {
    const { free, full } = this.#slots;
    let found = 0;
    const calls = await this.claims.take(ProcessCallSchema, {
      ...{ partitions, most: this.#mayBegin ? free : 0, forMs: CLAIM_MS },
      ...(full.length > 0 && { among: { sql: `connector NOT IN (${full.map(() => '?').join(', ')})`, values: full } }),
      choose: {
        by: ['connector', 'claims'],
        of: (due) => {
          found = due.length;
          return this.#choose(due, partitions);
        },
      },
    });
    calls.forEach((call) => this.#begin(call));
    const areAll = this.#mayBegin && full.length === 0 && found < free && calls.length === found;
    if (areAll) this.#waiting.delete(currentTenant());
    else this.#waiting.set(currentTenant(), partitions);
    return !areAll && calls.length > 0;
  }

  get #mayBegin(): boolean {
    return !this.#stopped && this.#suspects === undefined;
  }

  #choose(due: readonly Seen[], partitions: readonly number[]): readonly Seen[] {
    if (due.every(({ claims }) => claims < SUSPECT_AFTER)) return this.#slots.fitting(due);
    this.#examine(partitions);
    return [];
  }

  #begin(call: ClaimedCall): void {
    this.#slots.take(call.connector);
    const making = this.maker.make(call).finally(() => {
      this.#underWay.delete(making);
      this.#slots.give(call.connector);
      this.#ended += 1;
      if (this.#ended >= ENDED_TOGETHER || this.#underWay.size === 0) this.#lookAgain();
    });
    this.#underWay.add(making);
  }

  /** In the tenant's context. */
  #lookAgain(): void {
    this.#ended = 0;
    const partitions = this.#waiting.get(currentTenant());
    if (!partitions) return;
    const looking = this.look(partitions)
      .catch((error: unknown) => this.logger.warn({ err: error }, 'calls wait for the next round'))
      .finally(() => this.#underWay.delete(looking));
    this.#underWay.add(looking);
  }

  /** One after the other, while no other call is under way. */
  #examine(partitions: readonly number[]): void {
    this.#suspects ??= this.#oneByOne(partitions)
      .catch((error: unknown) => this.logger.warn({ err: error }, 'calls wait for the next round'))
      .finally(() => (this.#suspects = undefined));
  }

  async #oneByOne(partitions: readonly number[]): Promise<void> {
    const among = { sql: 'claims >= ?', values: [SUSPECT_AFTER] };
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
    while (!this.#stopped) {
      const [call] = await this.claims.take(ProcessCallSchema, { partitions, most: 1, forMs: CLAIM_MS, among });
      if (!call) return;
      await this.maker.make(call);
    }
  }
}
