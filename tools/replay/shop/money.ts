import type { Payment, User } from './shop.js';
import { ShopRefusal } from './shop-refusal.js';

/** To whole cents. */
export function cents(dollars: number): number {
  return Math.round(dollars * 100) / 100;
}

/** @throws ShopRefusal when it is none of the customer's. */
export function methodOf(user: User, id: string): User['payment_methods'][string] {
  const method = user.payment_methods[id];
  if (!method) throw new ShopRefusal('payment-method-unknown', 'The customer has no such payment method.');
  return method;
}

/** @throws ShopRefusal when a gift card holds less than `amount`. */
export function requireFunds(user: User, id: string, amount: number): void {
  const { balance = Infinity } = methodOf(user, id);
  if (balance < amount) throw new ShopRefusal('gift-card-too-small', 'The gift card does not hold enough.');
}

/** Takes `amount` from a payment method, or gives it back when negative. Only gift cards keep a balance with the shop. */
export function charge(user: User, id: string, amount: number): User {
  requireFunds(user, id, amount);
  const method = methodOf(user, id);
  if (method.balance === undefined) return user;
  const charged = { ...method, balance: cents(method.balance - amount) };
  return { ...user, payment_methods: { ...user.payment_methods, [id]: charged } };
}

/** What an order has cost on each payment method by now. */
export function paidBy(history: readonly Payment[]): Map<string, number> {
  const paid = new Map<string, number>();
  for (const { transaction_type, amount, payment_method_id: id } of history) {
    paid.set(id, cents((paid.get(id) ?? 0) + (transaction_type === 'payment' ? amount : -amount)));
  }
  return paid;
}
