import type { z } from 'zod';
import * as delivered from './delivered-orders.js';
import * as pending from './pending-orders.js';
import type { Case } from './shop-case.js';
import type { Shop, ShopAction } from './shop.js';
import { ShopRefusal } from './shop-refusal.js';

/**
 * What the shop does for its customers, each by the rules of tau-bench's retail domain, from which the data comes
 * (https://github.com/sierra-research/tau-bench, tau_bench/envs/retail: wiki.md and tools/).
 */
const ACTIONS: ReadonlyMap<string, (at: Case, args: unknown) => Case> = new Map([
  ['cancel_pending_order', checked(pending.CancelPendingOrder, pending.cancelPendingOrder)],
  ['modify_pending_order_items', checked(pending.ModifyPendingOrderItems, pending.modifyPendingOrderItems)],
  ['modify_pending_order_address', checked(pending.ModifyPendingOrderAddress, pending.modifyPendingOrderAddress)],
  ['modify_pending_order_payment', checked(pending.ModifyPendingOrderPayment, pending.modifyPendingOrderPayment)],
  ['return_delivered_order_items', checked(delivered.ReturnDeliveredOrderItems, delivered.returnDeliveredOrderItems)],
  [
    'exchange_delivered_order_items',
    checked(delivered.ExchangeDeliveredOrderItems, delivered.exchangeDeliveredOrderItems),
  ],
]);

/** @returns the shop after the action. @throws ShopRefusal: then nothing changes. */
function perform(shop: Shop, { name, kwargs }: ShopAction): Shop {
  const action = ACTIONS.get(name);
  if (!action) throw new ShopRefusal('action-unknown', 'The shop does no such thing.');
  const order = shop.orders.get(String(kwargs.order_id));
  const user = order && shop.users.get(order.user_id);
  if (!order || !user) throw new ShopRefusal('order-unknown', 'There is no such order.');
  const after = action({ order, user, products: shop.products }, kwargs);
  return {
    products: shop.products,
    orders: new Map(shop.orders).set(order.order_id, after.order),
    users: new Map(shop.users).set(order.user_id, after.user),
  };
}

/** What became of an action, in the words a ticket will show. */
export interface ActionOutcome {
  readonly status: 'succeeded' | 'failed';
  /** The order's status afterwards; for a refusal its code. */
  readonly result: string;
}

/** As {@link perform}, with the shop's no as an outcome. */
export function attempt(shop: Shop, action: ShopAction): { shop: Shop; outcome: ActionOutcome } {
  try {
    const after = perform(shop, action);
    const result = after.orders.get(String(action.kwargs.order_id))!.status;
    return { shop: after, outcome: { status: 'succeeded', result } };
  } catch (error) {
    if (!(error instanceof ShopRefusal)) throw error;
    return { shop, outcome: { status: 'failed', result: error.code } };
  }
}

function checked<Schema extends z.ZodType>(schema: Schema, rule: (at: Case, args: z.output<Schema>) => Case) {
  return (at: Case, args: unknown): Case => {
    const read = schema.safeParse(args);
    if (!read.success) throw new ShopRefusal('arguments-invalid', 'The arguments do not fit the action.');
    return rule(at, read.data);
  };
}
