import type { OrderItem, Product, Shop } from './shop.js';
import { ShopRefusal } from './shop-refusal.js';

/** Each old item with what comes in its place. */
export interface Swap {
  readonly index: number;
  readonly old: OrderItem;
  readonly new: OrderItem;
}

/**
 * Where the asked items stand in the order; an id asked twice needs two of it.
 * @throws ShopRefusal when the order does not have them all.
 */
export function indexesOf(items: readonly OrderItem[], itemIds: readonly string[]): number[] {
  const found: number[] = [];
  for (const id of itemIds) {
    const index = items.findIndex(({ item_id }, at) => item_id === id && !found.includes(at));
    if (index < 0) throw new ShopRefusal('item-not-in-order', 'The order has no such item.');
    found.push(index);
  }
  return found;
}

/** @throws ShopRefusal unless each new item is another variant of the same product, and to be had. */
export function swaps(
  products: Shop['products'],
  items: readonly OrderItem[],
  itemIds: readonly string[],
  newItemIds: readonly string[],
): Swap[] {
  if (itemIds.length !== newItemIds.length) throw new ShopRefusal('items-unequal', 'Each item needs one in its place.');
  return indexesOf(items, itemIds).map((index, at) => {
    const old = items[index]!;
    return { index, old, new: variantOf(products.get(old.product_id), newItemIds[at]!) };
  });
}

/** What the new items cost more than the old; negative when less. */
export function priceDifference(swapped: readonly Swap[]): number {
  return swapped.reduce((sum, { old, new: next }) => sum + next.price - old.price, 0);
}

function variantOf(product: Product | undefined, itemId: string): OrderItem {
  const variant = product?.variants[itemId];
  if (!product || !variant) throw new ShopRefusal('another-product', 'It is not a variant of the same product.');
  if (!variant.available) throw new ShopRefusal('item-unavailable', 'That variant is not to be had.');
  const { name, product_id } = product;
  return { name, product_id, item_id: variant.item_id, price: variant.price, options: variant.options };
}
