import type { Order, Shop, User } from './shop.js';
import { ShopRefusal } from './shop-refusal.js';

/** All that one action sees and may change: an order and its customer. */
export interface Case {
  readonly order: Order;
  readonly user: User;
  readonly products: Shop['products'];
}

/** @throws ShopRefusal unless the order is exactly so. */
export function requireStatus({ order }: Case, status: 'pending' | 'delivered'): void {
  if (order.status !== status) throw new ShopRefusal(`order-not-${status}`, `The order is ${order.status}.`);
}
