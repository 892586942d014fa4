import { describe, expect, it } from '@jest/globals';
import type { ContactTelling } from '#libs/contracts/call-center/contact-tellings-api';
import type { Fact } from '../journey/fact.js';
import { factOf } from './fact-of.js';
import { misheardOf } from './misheard.js';

const contactId = '0199d2f0-0000-7000-8000-000000000001';
const NOON = Date.parse('2026-11-23T12:00:00Z');
const LATER = NOON + 3_600_000;
const iso = (seconds: number) => new Date(NOON + seconds * 1_000).toISOString();

let no = 0;
const telling = (type: string, seconds: number, data: Record<string, unknown> = {}): ContactTelling => ({
  ...{ id: `0199d2f0-0000-7000-8000-${String((no += 1)).padStart(12, '0')}`, type, time: iso(seconds) },
  data: { contactId, at: iso(seconds), ...data },
});
const queued = (queueId: string, seconds: number) =>
  telling('contact.queued.v1', seconds, { channel: 'chat', queueId });
const connected = (seconds: number, agentId = 'mia') => telling('contact.connected.v1', seconds, { agentId });
const ended = (seconds: number, outcome: string) => telling('contact.ended.v1', seconds, { outcome });
/** As it was heard: under another id, and with what is known of queues and teams. */
const heard = (each: ContactTelling): Fact =>
  ({ ...factOf(each)!.fact, id: `heard-${each.id}`, teamId: null, goal: null }) as unknown as Fact;
const of = (tellings: ContactTelling[], known: Fact[], until = LATER) =>
  misheardOf({ contactId, tellings }, known, until);

describe('what is counted of a contact, beside what was told of it', () => {
  it('is right where all of it was heard, in whatever order', () => {
    const tellings = [queued('q', 0), connected(10), ended(90, 'handled')];
    expect(of(tellings, tellings.map(heard).reverse())).toBeNull();
  });

  it('differs where it was heard with another time, another end or another queue', () => {
    const known = [queued('other', 0), connected(10), ended(90, 'abandoned')].map(heard);
    const found = of([queued('q', 0), connected(40), ended(90, 'handled')], known)!;
    expect(found.differing.map(({ heard: { what }, told }) => [what, told.at - NOON])).toEqual([
      ['connected', 40_000],
      ['ended', 90_000],
    ]);
    expect([found.missing, found.surplus].map((facts) => facts.map(({ what }) => what))).toEqual([
      ['queued'],
      ['queued'],
    ]);
  });

  it('is too much where it was never told, but for what others tell than the contact', () => {
    const promised = { what: 'callback-promised', id: 'x', told: NOON, at: NOON } as Fact;
    const twice = [connected(10), connected(50)].map(heard);
    const found = of([connected(10)], [...twice, promised])!;
    expect(found.surplus.map(({ at }) => at - NOON)).toEqual([50_000]);
    expect(found.missing).toEqual([]);
  });

  it('is not judged while it is on its way', () => {
    expect(of([connected(10)], [heard(connected(50))], NOON)).toBeNull();
  });
});
