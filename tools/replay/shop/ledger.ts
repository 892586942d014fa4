import { isDeepStrictEqual } from 'node:util';
import type { Shop, ShopAction } from './shop.js';
import { attempt, type ActionOutcome } from './shop-rules.js';

/** Something that the shop did, or refused for good. */
export interface LedgerEntry {
  readonly key: string;
  readonly action: ShopAction;
  readonly outcome: ActionOutcome;
}

export class KeyReused extends Error {}

/** The shop's state, and everything done to it, each under the Idempotency-Key of who asked. */
export class Ledger {
  readonly #firsts = new Map<string, LedgerEntry>();
  /** In the order it happened; a key that stands here twice was applied twice. */
  readonly entries: LedgerEntry[] = [];

  constructor(private current: Shop) {}

  get shop(): Shop {
    return this.current;
  }

  /** Does it once for each key, also when the same key comes again while the first is answered. @throws KeyReused */
  perform(key: string, action: ShopAction): ActionOutcome {
    const first = this.#firsts.get(key);
    if (first && !isDeepStrictEqual(first.action, action)) throw new KeyReused('This key was used for another action.');
    return (first ?? this.#apply(key, action)).outcome;
  }

  #apply(key: string, action: ShopAction): LedgerEntry {
    const { shop, outcome } = attempt(this.current, action);
    const entry = { key, action, outcome };
    this.current = shop;
    this.entries.push(entry);
    this.#firsts.set(key, entry);
    return entry;
  }
}
