import type { ShopAction } from '../shop/shop.js';

/** A ticket of a journey. */
export interface PlayedTicket {
  readonly id: string;
  /** The instance of the process that runs it; null: people do. */
  readonly instance: string | null;
  /** What it is to change in the shop. */
  readonly action: ShopAction | null;
}

/** A ticket for a change of an order: its type, whose process does it, and what that has to know. */
export interface OrderTicket {
  readonly ticketType: string;
  readonly orderId: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

type Arguments = ShopAction['kwargs'];

const TICKETS: Readonly<Record<string, (args: Arguments) => Omit<OrderTicket, 'orderId'>>> = {
  cancel_pending_order: ({ reason }) => ({ ticketType: 'cancel-order', variables: { reason } }),
  modify_pending_order_address: ({ order_id: _, ...address }) => modify({ kind: 'address', address }),
  modify_pending_order_payment: ({ payment_method_id }) =>
    modify({ kind: 'payment', paymentMethodId: payment_method_id }),
  modify_pending_order_items: (args) => modify({ kind: 'items', ...swapOf(args) }),
  return_delivered_order_items: ({ item_ids, payment_method_id }) => ({
    ticketType: 'return-order',
    variables: { itemIds: item_ids, paymentMethodId: payment_method_id },
  }),
  exchange_delivered_order_items: (args) => ({ ticketType: 'exchange-order', variables: swapOf(args) }),
};

/** @throws Error for an action that no process of the house does. */
export function orderTicketFor({ name, kwargs }: ShopAction): OrderTicket {
  const ticket = TICKETS[name];
  if (!ticket) throw new Error(`no process does ${name}`);
  return { ...ticket(kwargs), orderId: String(kwargs.order_id) };
}

function modify(change: object) {
  return { ticketType: 'modify-order', variables: { changes: [change] } };
}

function swapOf({ item_ids, new_item_ids, payment_method_id }: Arguments) {
  return { itemIds: item_ids, newItemIds: new_item_ids, paymentMethodId: payment_method_id };
}
