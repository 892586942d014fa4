import { redisConnection } from '#libs/cache/redis-connection';
import type { RedisPlace } from '#libs/cache/redis-place';
import { newId } from '#libs/kernel/id';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { MemoryStayCounts } from './memory-stay-counts.js';
import { StayCounts, type Place } from './stay-counts.js';
import { FREE_SCRIPT, LIVE_SCRIPT, TAKE_SCRIPT } from './stay-scripts.js';

export interface StayTimes {
  /** What a gateway counted that died is thrown away after so long. */
  readonly leaseMs: number;
  /** All that is open is told again this often, so that nothing that was lost stays lost. */
  readonly tellMs: number;
}

const TIMES: StayTimes = { leaseMs: 10_000, tellMs: 60_000 };
const BEATS_PER_LEASE = 3;
/** What is not told again for so many times is of nobody. */
const KEPT_TELLINGS = 5;
const TOLD_AT_ONCE = 500;
const AWAY = 'Redis is away, open connections are counted by each gateway for itself';

interface Scripted extends Redis {
  takeStay(keys: number, ...keysAndNumbers: (string | number)[]): Promise<number>;
  freeStay(keys: number, ...keysAndNumbers: (string | number)[]): Promise<unknown>;
  liveStay(keys: number, ...keysAndNumbers: (string | number)[]): Promise<number>;
}

/** Shared by all gateways of the installation. While Redis is away each counts its own, and tells of them when it is back. */
export class RedisStayCounts extends StayCounts {
  readonly #gateway = newId(new Date());
  readonly #redis: Scripted;
  readonly #prefix: string;
  readonly #own = new MemoryStayCounts();
  readonly #beat: NodeJS.Timeout;
  #shared = false;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(
    { url, namespace }: RedisPlace,
    logger: Logger,
    private readonly times: StayTimes = TIMES,
  ) {
    super();
    this.#prefix = `${namespace}stay|`;
    this.#redis = redisConnection(url, logger, AWAY) as Scripted;
    this.#redis.defineCommand('takeStay', { lua: TAKE_SCRIPT });
    this.#redis.defineCommand('freeStay', { lua: FREE_SCRIPT });
    this.#redis.defineCommand('liveStay', { lua: LIVE_SCRIPT });
    this.#redis.on('ready', () => void this.#live());
    this.#redis.on('close', () => (this.#shared = false));
    this.#beat = setInterval(() => void this.#live(), times.leaseMs / BEATS_PER_LEASE).unref();
  }

  override get isShared(): boolean {
    return this.#shared;
  }

  /** Counted here before Redis is asked: what is told meanwhile has it. */
  override async take(places: readonly Place[]): Promise<boolean> {
    if (!this.#shared) return this.#own.take(places);
    const fits = places.every(({ key, most }) => this.#own.of(key) < most);
    this.#own.add(places);
    const taken = await this.#taken(places).catch(() => {
      this.#shared = false;
      return fits;
    });
    if (!taken) this.#own.free(places);
    return taken;
  }

  override free(places: readonly Place[]): void {
    this.#own.free(places);
    if (!this.#shared) return;
    const keys = places.map(({ key }) => this.#prefix + key);
    this.#redis.freeStay(keys.length, ...keys, this.#gateway).catch(() => (this.#shared = false));
  }

  override close(): void {
    clearInterval(this.#beat);
    this.#redis.zrem(this.#gateways, this.#gateway).catch(() => undefined);
    this.#redis.quit().catch(() => this.#redis.disconnect());
  }

  get #gateways(): string {
    return `${this.#prefix}gateways`;
  }

  async #taken(places: readonly Place[]): Promise<boolean> {
    const keys = [this.#gateways, ...places.map(({ key }) => this.#prefix + key)];
    const numbers = [this.#gateway, this.times.leaseMs, this.#keptMs, ...places.map(({ most }) => most)];
    return (await this.#redis.takeStay(keys.length, ...keys, ...numbers)) === 1;
  }

  /** Safe to repeat. After whatever went wrong all that is open is told anew. */
  async #live(): Promise<void> {
    if (this.#redis.status !== 'ready') return;
    try {
      const lived = await this.#redis.liveStay(1, this.#gateways, this.#gateway, this.times.leaseMs);
      const isDue = performance.now() - this.#toldAt >= this.times.tellMs;
      if (lived === 0 || !this.#shared || isDue) await this.#tellAll();
      this.#shared = true;
    } catch {
      this.#shared = false;
    }
  }

  async #tellAll(): Promise<void> {
    const all = this.#own.all();
    for (let from = 0; from < all.length; from += TOLD_AT_ONCE) {
      const told = this.#redis.pipeline();
      for (const [key, count] of all.slice(from, from + TOLD_AT_ONCE))
        told.hset(this.#prefix + key, this.#gateway, count).pexpire(this.#prefix + key, this.#keptMs);
      await told.exec();
    }
    this.#toldAt = performance.now();
  }

  get #keptMs(): number {
    return KEPT_TELLINGS * this.times.tellMs;
  }
}
