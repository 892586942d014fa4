import { describe, expect, it } from '@jest/globals';
import { aShop } from './a-shop.js';
import type { Order, Shop } from './shop.js';
import { attempt } from './shop-rules.js';

const paidWith = (payment_method_id: string, amount: number): Partial<Order> => ({
  payment_history: [{ transaction_type: 'payment', amount, payment_method_id }],
});

function ask(shop: Shop, name: string, kwargs: Record<string, unknown> = {}) {
  const { shop: after, outcome } = attempt(shop, { name, kwargs: { order_id: '#1', ...kwargs } });
  return { shop: after, outcome, order: after.orders.get('#1')!, gift: after.users.get('anna')!.payment_methods.gift! };
}

const done = (result: string) => ({ status: 'succeeded', result });
const refused = (result: string) => ({ status: 'failed', result });

describe('the shop', () => {
  it('refuses what it does not do, and orders it does not have, and changes nothing', () => {
    const shop = aShop([{}]);
    expect(ask(shop, 'burn_order')).toMatchObject({ shop, outcome: refused('action-unknown') });
    const unknown = ask(shop, 'cancel_pending_order', { order_id: '#9', reason: 'no longer needed' });
    expect(unknown).toMatchObject({ shop, outcome: refused('order-unknown') });
  });

  it('leaves the state it was given as it was', () => {
    const shop = aShop([{}]);
    ask(shop, 'cancel_pending_order', { reason: 'no longer needed' });
    expect(shop.orders.get('#1')!.status).toBe('pending');
  });

  describe('cancelling', () => {
    const cancel = { reason: 'ordered by mistake' };

    it('gives every payment method back what it paid', () => {
      const { outcome, order, gift } = ask(aShop([paidWith('gift', 48.1)]), 'cancel_pending_order', cancel);
      expect(outcome).toEqual(done('cancelled'));
      expect(order.payment_history.at(-1)).toMatchObject({ transaction_type: 'refund', amount: 48.1 });
      expect(gift.balance).toBe(68.1);
    });

    it('gives nothing back to a method that has its money already', () => {
      const changed = ask(aShop([paidWith('gift', 48.1)]), 'modify_pending_order_payment', {
        payment_method_id: 'card',
      });
      const { order, gift } = ask(changed.shop, 'cancel_pending_order', cancel);
      expect(gift.balance).toBe(68.1);
      expect(order.payment_history.at(-1)).toMatchObject({ transaction_type: 'refund', payment_method_id: 'card' });
    });

    it.each(['processed', 'delivered', 'cancelled', 'pending (items modified)'])(
      'refuses an order that is %s',
      (status) => {
        expect(ask(aShop([{ status }]), 'cancel_pending_order', cancel).outcome).toEqual(refused('order-not-pending'));
      },
    );

    it('wants one of its reasons', () => {
      const { outcome } = ask(aShop([{}]), 'cancel_pending_order', { reason: 'bored' });
      expect(outcome).toEqual(refused('arguments-invalid'));
    });
  });

  describe('changing the items of a pending order', () => {
    const toBlue = { item_ids: ['lamp-red'], new_item_ids: ['lamp-blue'], payment_method_id: 'gift' };

    it('charges the difference, once and for all', () => {
      const { shop, outcome, order, gift } = ask(aShop([{}]), 'modify_pending_order_items', toBlue);
      expect(outcome).toEqual(done('pending (items modified)'));
      expect(order.items.map(({ item_id }) => item_id)).toEqual(['lamp-blue', 'mug-white']);
      expect(gift.balance).toBe(14.5);
      expect(ask(shop, 'modify_pending_order_items', toBlue).outcome).toEqual(refused('order-not-pending'));
    });

    it.each([
      ['an item that the order does not have', { item_ids: ['lamp-blue'] }, 'item-not-in-order'],
      [
        'an item twice that is there once',
        { item_ids: ['lamp-red', 'lamp-red'], new_item_ids: ['lamp-blue', 'lamp-blue'] },
        'item-not-in-order',
      ],
      ['another product in its place', { new_item_ids: ['mug-white'] }, 'another-product'],
      ['what is sold out', { new_item_ids: ['lamp-gold'] }, 'item-unavailable'],
      ['two for one', { new_item_ids: ['lamp-blue', 'lamp-blue'] }, 'items-unequal'],
      ["somebody else's card", { payment_method_id: 'stolen' }, 'payment-method-unknown'],
    ])('refuses %s', (_, wrong, code) => {
      expect(ask(aShop([{}]), 'modify_pending_order_items', { ...toBlue, ...wrong }).outcome).toEqual(refused(code));
    });
  });

  describe('changing the payment of a pending order', () => {
    it('charges the new method and pays the old one back', () => {
      const { order, gift } = ask(aShop([paidWith('card', 15)]), 'modify_pending_order_payment', {
        payment_method_id: 'gift',
      });
      expect(order.payment_history.map(({ transaction_type: type, payment_method_id: id }) => [type, id])).toEqual([
        ['payment', 'card'],
        ['payment', 'gift'],
        ['refund', 'card'],
      ]);
      expect(gift.balance).toBe(5);
    });

    it.each([
      ['a gift card that holds too little', 'gift', 'gift-card-too-small'],
      ['the method it is paid with', 'card', 'payment-method-same'],
    ])('refuses %s', (_, payment_method_id, code) => {
      expect(ask(aShop([{}]), 'modify_pending_order_payment', { payment_method_id }).outcome).toEqual(refused(code));
    });

    it('refuses a second change', () => {
      const { shop } = ask(aShop([paidWith('card', 15)]), 'modify_pending_order_payment', {
        payment_method_id: 'gift',
      });
      const { outcome } = ask(shop, 'modify_pending_order_payment', { payment_method_id: 'card' });
      expect(outcome).toEqual(refused('payment-not-single'));
    });
  });

  it('sends a pending order elsewhere', () => {
    const elsewhere = {
      address1: '2 Oak Road',
      address2: 'B',
      city: 'Austin',
      state: 'TX',
      country: 'USA',
      zip: '73301',
    };
    const { order, outcome } = ask(aShop([{}]), 'modify_pending_order_address', elsewhere);
    expect(outcome).toEqual(done('pending'));
    expect(order.address).toEqual(elsewhere);
  });

  describe('returning what was delivered', () => {
    const giveBack = { item_ids: ['mug-white', 'lamp-red'], payment_method_id: 'card' };
    const delivered = { status: 'delivered' };

    it('notes what comes back, and to where the money goes', () => {
      const { order, outcome } = ask(aShop([delivered]), 'return_delivered_order_items', giveBack);
      expect(outcome).toEqual(done('return requested'));
      expect(order).toMatchObject({ return_items: ['lamp-red', 'mug-white'], return_payment_method_id: 'card' });
    });

    it('pays to a gift card, but to no other method than the original', () => {
      const toGift = { ...giveBack, payment_method_id: 'gift' };
      expect(ask(aShop([delivered]), 'return_delivered_order_items', toGift).outcome.status).toBe('succeeded');
      const paidByGift = aShop([{ ...delivered, ...paidWith('gift', 10) }]);
      expect(ask(paidByGift, 'return_delivered_order_items', giveBack).outcome).toEqual(refused('refund-elsewhere'));
    });

    it('happens once for an order', () => {
      const { shop } = ask(aShop([delivered]), 'return_delivered_order_items', giveBack);
      expect(ask(shop, 'return_delivered_order_items', giveBack).outcome).toEqual(refused('order-not-delivered'));
    });
  });

  describe('exchanging what was delivered', () => {
    const toBlue = { item_ids: ['lamp-red'], new_item_ids: ['lamp-blue'], payment_method_id: 'gift' };

    it('notes the difference and charges nothing yet', () => {
      const { order, gift } = ask(aShop([{ status: 'delivered' }]), 'exchange_delivered_order_items', toBlue);
      expect(order).toMatchObject({ status: 'exchange requested', exchange_price_difference: 5.5 });
      expect(gift.balance).toBe(20);
    });

    it('wants a gift card that could pay it', () => {
      const items = aShop([{}])
        .orders.get('#1')!
        .items.map((item) => ({ ...item, price: 1 }));
      const { outcome } = ask(aShop([{ status: 'delivered', items }]), 'exchange_delivered_order_items', toBlue);
      expect(outcome).toEqual(refused('gift-card-too-small'));
    });
  });
});
