import { z } from 'zod';
import { cents, charge, methodOf, paidBy } from './money.js';
import { priceDifference, swaps } from './ordered-items.js';
import { requireStatus, type Case } from './shop-case.js';
import { Address, type Payment } from './shop.js';
import { ShopRefusal } from './shop-refusal.js';

const order_id = z.string();
const payment_method_id = z.string();

export const CancelPendingOrder = z.object({ order_id, reason: z.enum(['no longer needed', 'ordered by mistake']) });

/** Each payment method gets back what it has paid. */
export function cancelPendingOrder(at: Case, { reason }: z.infer<typeof CancelPendingOrder>): Case {
  requireStatus(at, 'pending');
  let { user } = at;
  const payment_history = [...at.order.payment_history];
  for (const [id, amount] of paidBy(payment_history)) {
    if (amount <= 0) continue;
    user = charge(user, id, -amount);
    payment_history.push({ transaction_type: 'refund', amount, payment_method_id: id });
  }
  return { ...at, user, order: { ...at.order, status: 'cancelled', cancel_reason: reason, payment_history } };
}

export const ModifyPendingOrderItems = z.object({
  order_id,
  item_ids: z.array(z.string()).min(1),
  new_item_ids: z.array(z.string()).min(1),
  payment_method_id,
});

/** Once only: afterwards the order can neither be changed nor cancelled. */
export function modifyPendingOrderItems(at: Case, args: z.infer<typeof ModifyPendingOrderItems>): Case {
  requireStatus(at, 'pending');
  const swapped = swaps(at.products, at.order.items, args.item_ids, args.new_item_ids);
  const difference = cents(priceDifference(swapped));
  const user = charge(at.user, args.payment_method_id, difference);
  const items = at.order.items.map((item, index) => swapped.find((swap) => swap.index === index)?.new ?? item);
  const payment: Payment = {
    transaction_type: difference > 0 ? 'payment' : 'refund',
    amount: Math.abs(difference),
    payment_method_id: args.payment_method_id,
  };
  const payment_history = [...at.order.payment_history, payment];
  return { ...at, user, order: { ...at.order, status: 'pending (items modified)', items, payment_history } };
}

export const ModifyPendingOrderAddress = Address.extend({ order_id });

export function modifyPendingOrderAddress(at: Case, args: z.infer<typeof ModifyPendingOrderAddress>): Case {
  requireStatus(at, 'pending');
  return { ...at, order: { ...at.order, address: Address.parse(args) } };
}

export const ModifyPendingOrderPayment = z.object({ order_id, payment_method_id });

/** Only of an order that was paid once, to another method; the first one gets its money back. */
export function modifyPendingOrderPayment(at: Case, args: z.infer<typeof ModifyPendingOrderPayment>): Case {
  requireStatus(at, 'pending');
  methodOf(at.user, args.payment_method_id);
  const [first, ...others] = at.order.payment_history;
  if (!first || others.length > 0) throw new ShopRefusal('payment-not-single', 'It was not paid exactly once.');
  const { amount, payment_method_id: old } = first;
  if (old === args.payment_method_id) throw new ShopRefusal('payment-method-same', 'It is paid that way already.');
  const user = charge(charge(at.user, args.payment_method_id, amount), old, -amount);
  const payment_history: Payment[] = [
    first,
    { transaction_type: 'payment', amount, payment_method_id: args.payment_method_id },
    { transaction_type: 'refund', amount, payment_method_id: old },
  ];
  return { ...at, user, order: { ...at.order, payment_history } };
}
