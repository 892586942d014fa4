import { z } from 'zod';
import { cents, methodOf, requireFunds } from './money.js';
import { indexesOf, priceDifference, swaps } from './ordered-items.js';
import { requireStatus, type Case } from './shop-case.js';
import { ShopRefusal } from './shop-refusal.js';

const order_id = z.string();
const payment_method_id = z.string();
const item_ids = z.array(z.string()).min(1);

export const ReturnDeliveredOrderItems = z.object({ order_id, item_ids, payment_method_id });

/** The money goes back to where it came from, or to a gift card, when the parcel has arrived. */
export function returnDeliveredOrderItems(at: Case, args: z.infer<typeof ReturnDeliveredOrderItems>): Case {
  requireStatus(at, 'delivered');
  const { source } = methodOf(at.user, args.payment_method_id);
  const paidWithIt = at.order.payment_history.some(({ payment_method_id: id }) => id === args.payment_method_id);
  if (source !== 'gift_card' && !paidWithIt) {
    throw new ShopRefusal('refund-elsewhere', 'Refunds go to the original payment method or to a gift card.');
  }
  indexesOf(at.order.items, args.item_ids);
  const asked = { return_items: args.item_ids.toSorted(), return_payment_method_id: args.payment_method_id };
  return { ...at, order: { ...at.order, status: 'return requested', ...asked } };
}

export const ExchangeDeliveredOrderItems = z.object({ order_id, item_ids, new_item_ids: item_ids, payment_method_id });

/** Nothing is charged before the parcel has arrived; but a gift card must hold enough by now. */
export function exchangeDeliveredOrderItems(at: Case, args: z.infer<typeof ExchangeDeliveredOrderItems>): Case {
  requireStatus(at, 'delivered');
  const swapped = swaps(at.products, at.order.items, args.item_ids, args.new_item_ids);
  const difference = cents(priceDifference(swapped));
  requireFunds(at.user, args.payment_method_id, difference);
  const asked = {
    exchange_items: args.item_ids.toSorted(),
    exchange_new_items: args.new_item_ids.toSorted(),
    exchange_payment_method_id: args.payment_method_id,
    exchange_price_difference: difference,
  };
  return { ...at, order: { ...at.order, status: 'exchange requested', ...asked } };
}
