import { describe, expect, it } from '@jest/globals';
import type { ServiceRequest } from '../dataset.js';
import type { PlayedTicket } from '../play/played-ticket.js';
import { aShop } from '../shop/a-shop.js';
import { expectedAfter } from '../shop/expected.js';
import { Ledger } from '../shop/ledger.js';
import { checkLedger, checkState } from './shop-checks.js';

const cancel = (order_id: string) => ({
  name: 'cancel_pending_order',
  kwargs: { order_id, reason: 'no longer needed' },
});
const requests: ServiceRequest[] = [
  { id: 'R1', user_id: 'anna', request: '', actions: [cancel('#1'), cancel('#2')] },
  { id: 'R2', user_id: 'anna', request: '', actions: [cancel('#1')] },
];
const shop = aShop([{}, {}, {}]);
const expected = expectedAfter(shop, requests);
const asked = [
  { request: requests[0]!, orderTickets: ['a', 'b'].map(ticketOf) },
  { request: requests[1]!, orderTickets: ['c'].map(ticketOf) },
];

function ticketOf(instance: string): PlayedTicket {
  return { id: `ticket-${instance}`, instance, action: null };
}

function ledgerAfter(...calls: [key: string, order: string][]): Ledger {
  const ledger = new Ledger(shop);
  for (const [key, order] of calls) ledger.perform(`${key}:4:cancel:1`, cancel(order));
  return ledger;
}

const problems = (ledger: Ledger) =>
  checkLedger(ledger.entries, asked, expected).map(({ requestId, problem }) => [requestId, problem]);

describe('the checks of the shop', () => {
  it('find nothing when everything was done once, in its order', () => {
    const ledger = ledgerAfter(['a', '#1'], ['b', '#2'], ['c', '#1']);
    expect(problems(ledger)).toEqual([]);
    expect(checkState(ledger.shop, expected, requests)).toEqual([]);
  });

  it('find nothing when calls were repeated under their keys', () => {
    expect(problems(ledgerAfter(['a', '#1'], ['a', '#1'], ['b', '#2'], ['c', '#1'], ['c', '#1']))).toEqual([]);
  });

  it('find an action that was not done, and the order that shows it', () => {
    const ledger = ledgerAfter(['a', '#1'], ['c', '#1']);
    expect(problems(ledger)).toEqual([['R1', 'cancel_pending_order was not done']]);
    expect(checkState(ledger.shop, expected, requests)).toEqual([
      { check: expect.any(String), requestId: 'R1', problem: 'order #2 is not as it should be' },
    ]);
  });

  it('find an action that was done again under another key', () => {
    expect(problems(ledgerAfter(['a', '#1'], ['b', '#2'], ['c', '#1'], ['d', '#2']))).toEqual([
      [undefined, 'd belongs to no request'],
    ]);
  });

  it('find a shop that applied a key twice', () => {
    const ledger = ledgerAfter(['a', '#1'], ['b', '#2'], ['c', '#1']);
    ledger.entries.push(ledger.entries[0]!);
    expect(problems(ledger)).toEqual([['R1', 'cancel_pending_order was done 2 times']]);
  });

  it('find actions that were done in the wrong order', () => {
    expect(problems(ledgerAfter(['c', '#1'], ['a', '#1'], ['b', '#2']))).toEqual([
      ['R1', 'cancel_pending_order ended as failed (order-not-pending)'],
      ['R2', 'cancel_pending_order ended as succeeded (cancelled)'],
    ]);
  });

  it('find nothing when a process refused what the shop must refuse', () => {
    expect(problems(ledgerAfter(['a', '#1'], ['b', '#2']))).toEqual([]);
  });

  it('find an action that was done with other arguments', () => {
    expect(problems(ledgerAfter(['a', '#1'], ['b', '#3'], ['c', '#1']))).toEqual([
      ['R1', 'cancel_pending_order was done with other arguments'],
    ]);
  });

  it('find what nobody asked for, though no request touches it', () => {
    const ledger = ledgerAfter(['a', '#1'], ['b', '#2'], ['c', '#1'], ['x', '#3']);
    expect(checkState(ledger.shop, expected, requests)).toEqual([
      { check: expect.any(String), problem: 'order #3 is not as it should be' },
    ]);
  });
});
