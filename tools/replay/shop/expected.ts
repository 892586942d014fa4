import type { ServiceRequest } from '../dataset.js';
import type { Shop } from './shop.js';
import { attempt, type ActionOutcome } from './shop-rules.js';

/** How everything should have come out. */
export interface Expected {
  readonly shop: Shop;
  /** By request, one for each of its actions. */
  readonly outcomes: ReadonlyMap<string, readonly ActionOutcome[]>;
}

/**
 * Every action of every request done once, in the order of the file. Requests of different customers touch different
 * orders and cards, so any interleaving that keeps each customer's own order comes out the same.
 */
export function expectedAfter(shop: Shop, requests: readonly ServiceRequest[]): Expected {
  const outcomes = new Map<string, ActionOutcome[]>();
  for (const { id, actions } of requests) {
    outcomes.set(
      id,
      actions.map((action) => {
        const attempted = attempt(shop, action);
        shop = attempted.shop;
        return attempted.outcome;
      }),
    );
  }
  return { shop, outcomes };
}
