import { redisConnection } from '#libs/cache/redis-connection';
import type { RedisPlace } from '#libs/cache/redis-place';
import type { Clock } from '#libs/kernel/clock';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Judgement } from '../meters/meter.js';
import { DRAW_SCRIPT } from './draw-script.js';
import { isLeased, LEASE_MS, Leases, type Granted } from './leases.js';
import { LimitStore, type Draw } from './limit-store.js';
import { MemoryLimitStore } from './memory-limit-store.js';

/** What was counted here while Redis was away is kept there so long after the end of its period. */
const OWED_MS = 3_600_000;
const NUMBERS_PER_DRAW = 6;

interface Scripted extends Redis {
  drawLimits(keys: number, ...keysAndNumbers: (string | number)[]): Promise<number[]>;
}

/**
 * Shared by all gateways of the installation, one round trip for all limits of a request, and none where this gateway holds leases. While Redis is away each gateway
 * counts for itself; what it has counted of allotments then is added when Redis is back.
 */
export class RedisLimitStore extends LimitStore {
  readonly #redis: Scripted;
  readonly #prefix: string;
  readonly #alone: MemoryLimitStore;
  readonly #leases = new Leases();
  readonly #owed = new Map<string, { count: number; keepMs: number }>();
  #shared = true;

  constructor(
    { url, namespace }: RedisPlace,
    clock: Clock,
    private readonly logger: Logger,
  ) {
    super();
    this.#prefix = `${namespace}limit|`;
    this.#alone = new MemoryLimitStore(clock);
    this.#redis = redisConnection(
      url,
      logger,
      'Redis is away, limits are counted by each gateway for itself',
    ) as Scripted;
    this.#redis.defineCommand('drawLimits', { lua: DRAW_SCRIPT });
    this.#redis.on('ready', () => this.#together());
  }

  /** False while this gateway counts for itself. */
  override get isShared(): boolean {
    return this.#shared;
  }

  override draw(draws: readonly Draw[]): readonly Judgement[] | Promise<readonly Judgement[]> {
    const now = performance.now();
    const mayLease = draws.every(({ meter }) => isLeased(meter));
    const taken = mayLease ? this.#leases.take(draws, now) : undefined;
    if (taken === undefined) return this.#ask(draws, mayLease, now);
    if (taken.endSoon) void this.#ask(draws.map(forNobody), true, now);
    return taken.judged;
  }

  /** Does not reject. */
  async #ask(draws: readonly Draw[], mayLease: boolean, now: number): Promise<readonly Judgement[]> {
    if (this.#redis.status !== 'ready') return this.#drawAlone(draws);
    const wanted = draws.map((draw) => (mayLease ? this.#leases.wanted(draw, now) : 0));
    try {
      const judged = await this.#judged(draws, wanted);
      this.#leases.settle(draws, wanted, judged, now);
      return judged;
    } catch (error) {
      this.#leases.settle(draws, wanted, undefined, now);
      // Its going away was logged by the connection.
      const isThere = (this.#redis.status as string) === 'ready';
      if (isThere && this.#shared) this.logger.error({ err: error }, 'Redis does not count limits, each gateway does');
      return this.#drawAlone(draws);
    }
  }

  override used(key: string): Promise<number> {
    return this.#redis.get(this.#prefix + key).then(
      (used) => Number(used ?? 0),
      () => this.#alone.used(key),
    );
  }

  override close(): void {
    this.#redis.disconnect();
  }

  async #judged(draws: readonly Draw[], wanted: readonly number[]): Promise<readonly Granted[]> {
    const keys = draws.map(({ key }) => this.#prefix + key);
    const numbers = draws.flatMap(({ weight, meter: { script } }, at) => [weight, ...script, wanted[at]!]);
    const said = await this.#redis.drawLimits(draws.length, ...keys, LEASE_MS, ...numbers);
    if (!this.#shared) this.#together();
    return draws.map((draw, at) => this.#heard(draw, said, at * NUMBERS_PER_DRAW));
  }

  #heard({ meter, key }: Draw, said: readonly number[], from: number): Granted {
    const [passes, remaining = 0, resetMs = 0, waitMs = 0, leased = 0, lastsMs = 0] = said.slice(
      from,
      from + NUMBERS_PER_DRAW,
    );
    // So that a quota does not begin anew when Redis goes.
    if (meter.script[0] === 'allotment') this.#alone.know(key, meter.limit - remaining);
    return { passes: passes === 1, remaining, resetMs, waitMs, leased, lastsMs };
  }

  #drawAlone(draws: readonly Draw[]): readonly Judgement[] {
    this.#shared = false;
    const judged = this.#alone.draw(draws);
    if (!judged.every(({ passes }) => passes)) return judged;
    for (const [at, { meter, key, weight }] of draws.entries()) {
      if (meter.script[0] !== 'allotment') continue;
      const count = (this.#owed.get(key)?.count ?? 0) + weight;
      this.#owed.set(key, { count, keepMs: Math.ceil(judged[at]!.resetMs) + OWED_MS });
    }
    return judged;
  }

  #together(): void {
    this.#shared = true;
    for (const [key, { count, keepMs }] of this.#owed) {
      this.#owed.delete(key);
      const there = this.#prefix + key;
      // When it goes again at this very moment, the tenant has these for nothing.
      this.#redis
        .multi()
        .incrby(there, count)
        .pexpire(there, keepMs)
        .exec()
        .catch(() => undefined);
    }
  }
}

/** To take in advance only. */
function forNobody({ meter, key }: Draw): Draw {
  return { meter, key, weight: 0 };
}
