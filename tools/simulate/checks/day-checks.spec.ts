import { describe, expect, it } from '@jest/globals';
import { checkAccounts } from './accounting.js';
import { checkCapacity } from './capacity.js';
import { countsOf } from './figures.js';
import { checkOrder } from './order.js';
import { meanBusyMs } from './waits.js';
import { recordOf, type Decided } from './recorded.js';
import { aCall, anOffer, aPlayed } from './some-contacts.contract.js';

const problems = (findings: readonly { problem: string }[]) => findings.map(({ problem }) => problem);

describe('the accounts', () => {
  const accounts = (...[played, recorded]: Parameters<typeof checkAccounts>) =>
    problems(checkAccounts(played, recorded));

  it('are right when everybody became the contact they were played as', () => {
    const played = [aPlayed('a'), aPlayed('b', 'gave-up')];
    expect(accounts(played, [aCall('a', 0, 10), aCall('b', 0, null)])).toEqual([]);
  });

  it.each([
    ['somebody is lost', [aPlayed('a'), aPlayed('b')], [aCall('a', 0, 10)], 'voice 1: contact b is not there'],
    ['a contact is nobody', [], [aCall('a', 0, 10)], 'a: nobody came for it'],
    ['a contact is open', [aPlayed('a')], [aCall('a', 0, 10, { status: 'wrap-up' })], 'a: it is wrap-up'],
    ['another fate', [aPlayed('a', 'gave-up')], [aCall('a', 0, 10)], 'voice 1: gave-up, but handled'],
    ['another channel', [aPlayed('a')], [aCall('a', 0, 10, { channel: 'chat' })], 'voice 1: it is a chat'],
    ['nobody who handled it', [aPlayed('a')], [aCall('a', 0, 10, { offers: [] })], 'a: handled by nobody'],
    [
      'two who accepted it',
      [aPlayed('a')],
      [aCall('a', 0, 10, { offers: [anOffer('a/1', 'ada', 10), anOffer('a/2', 'bob', 20)] })],
      'a: 2 agents accepted it',
    ],
    ['somebody who failed', [{ ...aPlayed('a', 'failed'), why: '500' }], [aCall('a', 0, 10)], 'voice 1: 500'],
  ])('find %s', (_, played, recorded, problem) => expect(accounts(played, recorded)).toEqual([problem]));
});

describe('the capacity', () => {
  const over = (...contacts: Parameters<typeof checkCapacity>[0]) =>
    checkCapacity(contacts, { voice: 1, chat: 2 }).length;

  it('of an agent is one call after the other, also in the same millisecond', () => {
    expect(over(aCall('a', 0, 10), aCall('b', 0, 110))).toBe(0);
    expect(over(aCall('a', 0, 10), aCall('b', 0, 109))).toBe(1);
  });

  it('is taken from the offer on, accepted or not, and for ever by what does not end', () => {
    const rings = { ...anOffer('a/1', 'ada', 10), states: [{ state: 'timeout', at: 60 }] };
    expect(over(aCall('a', 0, 10, { offers: [rings] }), aCall('b', 0, 59))).toBe(1);
    expect(over(aCall('a', 0, 10, { offers: [rings] }), aCall('b', 0, 60))).toBe(0);
    expect(over(aCall('a', 0, 10, { offers: [{ ...rings, states: [] }] }), aCall('b', 0, 9_000))).toBe(1);
  });

  it('of chats is as many as there are slots, and no call among them', () => {
    const chat = (id: string) => aCall(id, 0, 10, { channel: 'chat' });
    expect(over(chat('a'), chat('b'))).toBe(0);
    expect(over(chat('a'), chat('b'), chat('c'))).toBe(1);
    expect(over(chat('a'), aCall('b', 0, 200))).toBe(1);
  });
});

describe('the order', () => {
  it('is kept when whoever came first was offered first, or had left', () => {
    expect(checkOrder([aCall('a', 0, 50), aCall('b', 10, 60), aCall('c', 20, null), aCall('d', 30, 200)])).toEqual([]);
    expect(checkOrder([aCall('a', 0, 50), aCall('b', 10, 50)])).toEqual([]);
  });

  it('is not when somebody was passed by', () => {
    expect(problems(checkOrder([aCall('a', 0, 80), aCall('b', 10, 60)]))).toEqual(['contact b was, 20 ms before a']);
    expect(checkOrder([aCall('a', 0, null), aCall('b', 10, 30)])).toHaveLength(1);
  });

  it('is that of each queue', () => {
    expect(checkOrder([aCall('a', 0, 80), aCall('b', 10, 60, { channel: 'chat' })])).toEqual([]);
  });
});

it('figures are counted from the raw events', () => {
  const contacts = [
    aCall('a', 0, 10),
    aCall('b', 0, 900),
    aCall('c', 0, null),
    aCall('never queued', 0, null, { left: null }),
  ];
  expect(countsOf({ queueId: 'q', contacts, targetMs: 100, shortMs: 60 })).toEqual({
    offered: 3,
    answered: 2,
    answeredInTime: 1,
    abandoned: 1,
    abandonedInTime: 1,
    shortAbandoned: 1,
    handled: 2,
  });
});

it('an agent is busy from the offer on, until the after-contact work is done', () => {
  const taken = aCall('a', 0, 10);
  const rings = { ...anOffer('b/1', 'ada', 10), states: [{ state: 'timeout', at: 60 }] };
  const until = (doneAt: number) => [{ ...aPlayed('a'), doneAt }];
  expect(meanBusyMs([taken], until(135))).toBe(125);
  expect(meanBusyMs([taken], [aPlayed('a')])).toBe(100);
  expect(meanBusyMs([aCall('b', 0, 10, { offers: [rings] })], [{ ...aPlayed('b'), doneAt: 135 }])).toBe(50);
});

it('a record is made of what routing decided', () => {
  const at = (ms: number) => new Date(ms).toISOString();
  const reservation = { reservationId: 'a/1', agentId: 'ada' };
  const decisions: Decided[] = [
    { at: at(700), decision: { type: 'offer-made', ...reservation } },
    { at: at(900), decision: { type: 'reservation-changed', ...reservation, state: 'accepted' } },
    { at: at(1_900), decision: { type: 'reservation-changed', ...reservation, state: 'completed' } },
    { at: at(1_900), decision: { type: 'contact-left', reason: 'handled', waitedMs: 400 } },
  ];
  const contact = { id: 'a', channel: 'voice', status: 'ended', outcome: 'handled', agentId: 'ada' };
  expect(recordOf(contact, decisions)).toMatchObject({
    contactId: 'a',
    queuedAt: 500,
    offers: [
      {
        agentId: 'ada',
        at: 700,
        states: [
          { state: 'accepted', at: 900 },
          { state: 'completed', at: 1_900 },
        ],
      },
    ],
    left: { at: 1_900, waitedMs: 400 },
  });
});
