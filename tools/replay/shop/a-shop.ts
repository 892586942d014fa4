import type { Order, Shop, User } from './shop.js';

const address = { address1: '1 Elm Street', address2: '', city: 'Denver', state: 'CO', country: 'USA', zip: '80279' };

/** A lamp in two colours and one that is sold out; a mug. */
const products: Shop['products'] = new Map([
  product('lamp', { 'lamp-red': 40, 'lamp-blue': 45.5, 'lamp-gold': 99 }, ['lamp-gold']),
  product('mug', { 'mug-white': 8.1 }),
]);

function product(id: string, prices: Record<string, number>, soldOut: readonly string[] = []) {
  const variants = Object.entries(prices).map(([item_id, price]) => ({
    item_id,
    price,
    options: {},
    available: !soldOut.includes(item_id),
  }));
  return [id, { name: id, product_id: id, variants: Object.fromEntries(variants.map((v) => [v.item_id, v])) }] as const;
}

/** Anna, who pays by card or with a gift card of 20 dollars. */
export function aShop(orders: readonly Partial<Order>[]): Shop {
  const anna: User = {
    name: { first_name: 'Anna', last_name: 'Lee' },
    email: 'anna@example.com',
    address,
    payment_methods: { card: { source: 'credit_card' }, gift: { source: 'gift_card', balance: 20 } },
    orders: [],
  };
  return { products, users: new Map([['anna', anna]]), orders: new Map(orders.map(anOrder)) };
}

/** A red lamp and a mug, paid by card, and not sent yet, unless said otherwise. */
function anOrder(with_: Partial<Order>, index: number): [string, Order] {
  const order_id = `#${index + 1}`;
  const items = [item('lamp', 'lamp-red', 40), item('mug', 'mug-white', 8.1)];
  const payment_history = [{ transaction_type: 'payment' as const, amount: 48.1, payment_method_id: 'card' }];
  return [order_id, { order_id, user_id: 'anna', address, items, status: 'pending', payment_history, ...with_ }];
}

function item(product_id: string, item_id: string, price: number) {
  return { name: product_id, product_id, item_id, price, options: {} };
}
