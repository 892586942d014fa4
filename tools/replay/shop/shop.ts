import { z } from 'zod';

/** The shop's own records, named as its files name them. Amounts in US dollars. */
export const Address = z.object({
  address1: z.string(),
  address2: z.string(),
  city: z.string(),
  state: z.string(),
  country: z.string(),
  zip: z.string(),
});

const OrderItem = z.object({
  name: z.string(),
  product_id: z.string(),
  item_id: z.string(),
  price: z.number(),
  options: z.record(z.string(), z.string()),
});
export type OrderItem = z.infer<typeof OrderItem>;

const Payment = z.object({
  transaction_type: z.enum(['payment', 'refund']),
  amount: z.number(),
  payment_method_id: z.string(),
});
export type Payment = z.infer<typeof Payment>;

export const Order = z.object({
  order_id: z.string(),
  user_id: z.string(),
  address: Address,
  items: z.array(OrderItem),
  status: z.string(),
  payment_history: z.array(Payment),
});
/** What a return, an exchange or a cancellation left on the order stands beside its first fields. */
export type Order = z.infer<typeof Order> & Readonly<Record<string, unknown>>;

export const User = z.object({
  name: z.object({ first_name: z.string(), last_name: z.string() }),
  email: z.string(),
  address: Address,
  payment_methods: z.record(z.string(), z.object({ source: z.string(), balance: z.number().optional() })),
  orders: z.array(z.string()),
});
export type User = z.infer<typeof User>;

export const Product = z.object({
  name: z.string(),
  product_id: z.string(),
  variants: z.record(
    z.string(),
    z.object({
      item_id: z.string(),
      options: z.record(z.string(), z.string()),
      available: z.boolean(),
      price: z.number(),
    }),
  ),
});
export type Product = z.infer<typeof Product>;

/** Something the shop can be told to do to an order; the arguments are the action's own. */
export const ShopAction = z.object({ name: z.string(), kwargs: z.record(z.string(), z.unknown()) });
export type ShopAction = z.infer<typeof ShopAction>;

export interface Shop {
  readonly orders: ReadonlyMap<string, Order>;
  readonly users: ReadonlyMap<string, User>;
  readonly products: ReadonlyMap<string, Product>;
}
