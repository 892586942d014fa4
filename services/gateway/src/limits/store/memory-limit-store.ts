import type { Clock } from '#libs/kernel/clock';
import { LRUCache } from 'lru-cache';
import type { Judgement } from '../meters/meter.js';
import { LimitStore, type Draw } from './limit-store.js';

/** Of more keys the longest unused are forgotten: as if they had never asked. */
const MOST = 200_000;

/** In this process; answers at once. */
export class MemoryLimitStore extends LimitStore {
  override readonly isShared = false;
  readonly #states = new LRUCache<string, NonNullable<unknown>>({ max: MOST });

  constructor(private readonly clock: Clock) {
    super();
  }

  override draw(draws: readonly Draw[]): readonly Judgement[] {
    const now = this.clock.ms();
    const states: unknown[] = [];
    const judgements: Judgement[] = [];
    let pass = true;
    for (const { key, meter, weight } of draws) {
      const state = this.#states.peek(key);
      const judgement = meter.judge(state, now, weight);
      states.push(state);
      judgements.push(judgement);
      pass &&= judgement.passes;
    }
    if (!pass) return judgements;
    for (let at = 0; at < draws.length; at += 1) {
      const { meter, key, weight } = draws[at]!;
      this.#states.set(key, meter.take(states[at], now, weight)!);
    }
    return judgements;
  }

  override async used(key: string): Promise<number> {
    return (this.#states.get(key) as number | undefined) ?? 0;
  }

  /** What others have taken of an allotment. */
  know(key: string, used: number): void {
    this.#states.set(key, used);
  }

  override close(): void {
    this.#states.clear();
  }
}
