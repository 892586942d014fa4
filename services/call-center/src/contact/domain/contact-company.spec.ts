import { describe, expect, it } from '@jest/globals';
import { Contact, type NewContact } from './contact.aggregate.js';
import type { ContactEvent } from './contact.events.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
const refusal = (code: string) => expect.objectContaining({ code });
const ADA = { id: 'ada', forOthers: false };
const BEA = { id: 'bea', forOthers: false };
const SAM = { id: 'sam', forOthers: true };
const TO_BEA = { agentId: 'bea' };
const CONSULT = { id: 'k-1', kind: 'consult', to: TO_BEA } as const;
const CONFERENCE = { id: 'k-2', kind: 'conference', to: TO_BEA } as const;

function queued(with_: Partial<NewContact> = {}): Contact {
  const input = { id: 'c-1', number: 'C-1', channel: 'voice', direction: 'inbound', customerId: null } as const;
  const contact = Contact.start({ ...input, address: '+8613800138000', taskId: null, ...with_ }, NOW);
  contact.queue('support', NOW);
  contact.takeEvents();
  return contact;
}

/** Ada has it. */
function connected(with_: Partial<NewContact> = {}): Contact {
  const contact = queued(with_);
  contact.offer({ reservationId: 'c-1/1', agentId: 'ada' }, NOW);
  contact.accept('c-1/1', 'ada', NOW);
  contact.takeEvents();
  return contact;
}

function offered(request: Parameters<Contact['askColleague']>[0]): Contact {
  const contact = connected();
  contact.askColleague(request, ADA, after(1));
  contact.offer({ reservationId: 'c-1/2', agentId: 'bea' }, after(1));
  return contact;
}

function withBea(request: Parameters<Contact['askColleague']>[0]): Contact {
  const contact = offered(request);
  contact.accept('c-1/2', 'bea', after(5));
  contact.takeEvents();
  return contact;
}

const happened = (contact: Contact) => contact.takeEvents().map(({ type }) => type.replace('contact-', ''));
const last = <Type extends ContactEvent['type']>(contact: Contact, type: Type) =>
  contact.takeEvents().findLast((event) => event.type === type);

describe('a consultation', () => {
  it('holds the customer from when it is asked for; the hold counts as hold', () => {
    const contact = offered(CONSULT);
    expect(contact).toMatchObject({ status: 'held', agentId: 'ada', queueId: 'support' });
    expect(happened(contact)).toEqual(['consult-requested', 'held', 'offered']);
    contact.accept('c-1/2', 'bea', after(5));
    contact.completeConsultation(ADA, after(11));
    expect(contact).toMatchObject({
      status: 'in-progress',
      agentId: 'bea',
      course: { holdMs: 10_000, heldSince: null },
    });
    expect(contact).toMatchObject({ course: { reservationId: 'c-1/2', participants: [], had: ['ada', 'bea'] } });
    expect(happened(contact)).toEqual(['consult-accepted', 'consult-ended', 'owner-changed', 'connected']);
  });

  it.each([
    ['rejected', 'declined'],
    ['timeout', 'not-answered'],
    ['canceled', 'not-available'],
  ])('whose offer was %s ended because it was %s', (state, as) => {
    const contact = offered(CONSULT);
    contact.endOffer('c-1/2', state, after(20));
    contact.requestFailed(after(20));
    expect(last(contact, 'contact-consult-ended')).toMatchObject({ as, agentId: null });
    expect(contact).toMatchObject({ status: 'in-progress', agentId: 'ada', course: { request: null } });
  });

  it('moves between queues without the contact', () => {
    const contact = offered({ ...CONSULT, to: { queueId: 'experts' } });
    contact.takeEvents();
    contact.move('more experts', 'over-length', after(2));
    expect(contact.takeEvents()).toEqual([]);
    expect(contact).toMatchObject({ queueId: 'support', course: { request: { to: { queueId: 'more experts' } } } });
  });

  it('is swapped: one of the two waits', () => {
    const contact = withBea(CONSULT);
    contact.swap(ADA, after(6));
    contact.swap(ADA, after(7));
    expect(happened(contact)).toEqual(['resumed', 'held']);
    expect(() => connected().swap(ADA, NOW)).toThrow(refusal('contact-not-consulting'));
  });

  it('is merged: all talk, and the colleague may leave alone', () => {
    const contact = withBea(CONSULT);
    contact.mergeConsultation(ADA, after(6));
    expect(happened(contact)).toEqual(['consult-ended', 'resumed', 'participant-joined']);
    expect(contact.leaveConference('bea', null, after(7))).toBeNull();
    expect(contact).toMatchObject({ status: 'in-progress', agentId: 'ada', course: { participants: [] } });
  });

  it('is ended by who asked, or by the colleague, and by nobody else', () => {
    expect(() => withBea(CONSULT).endConsultation({ id: 'eve', forOthers: false }, NOW)).toThrow(
      refusal('contact-not-yours'),
    );
    for (const [by, as] of [
      [ADA, 'cancelled'],
      [BEA, 'left'],
    ] as const) {
      const contact = withBea(CONSULT);
      expect(contact.endConsultation(by, after(6))).toBe('bea');
      expect(last(contact, 'contact-consult-ended')).toMatchObject({ as, agentId: 'bea' });
      expect(contact).toMatchObject({ status: 'in-progress', agentId: 'ada' });
    }
  });

  it('leaves a customer on hold who was so before', () => {
    const contact = connected();
    contact.hold(ADA, NOW);
    contact.askColleague(CONSULT, ADA, after(1));
    contact.cancelRequest('consult', ADA, after(2));
    expect(contact).toMatchObject({ status: 'held' });
  });

  it('is completed by nobody but who has the contact, and not before somebody accepted', () => {
    expect(() => offered(CONSULT).completeConsultation(ADA, NOW)).toThrow(refusal('contact-not-consulting'));
    expect(() => withBea(CONSULT).completeConsultation(BEA, NOW)).toThrow(refusal('contact-not-yours'));
  });
});

describe('what is asked of others', () => {
  it.each([
    [
      'a transfer while one is consulted',
      () => withBea(CONSULT).transfer({ ...TO_BEA, letGo: 'on-accept' }, ADA, NOW),
      'contact-request-pending',
    ],
    [
      'a transfer of a conference',
      () => withBea(CONFERENCE).transfer({ ...TO_BEA, letGo: 'at-once' }, ADA, NOW),
      'contact-is-shared',
    ],
    ['a consultation in a conference', () => withBea(CONFERENCE).askColleague(CONSULT, ADA, NOW), 'contact-is-shared'],
    ['two at a time', () => offered(CONSULT).askColleague(CONFERENCE, ADA, NOW), 'contact-request-pending'],
    ['who is on it', () => withBea(CONFERENCE).askColleague(CONFERENCE, ADA, NOW), 'contact-has-party'],
    [
      'who has it',
      () => connected().askColleague({ ...CONSULT, to: { agentId: 'ada' } }, ADA, NOW),
      'contact-has-party',
    ],
    ['while it waits', () => queued().askColleague(CONSULT, SAM, NOW), 'contact-move-refused'],
    [
      'another kind to be cancelled',
      () => offered(CONSULT).cancelRequest('transfer', ADA, NOW),
      'contact-request-not-pending',
    ],
    ['by others', () => connected().askColleague(CONSULT, BEA, NOW), 'contact-not-yours'],
  ])('is not %s', (_, asked, code) => {
    expect(asked).toThrow(refusal(code));
  });

  it('as a transfer is taken back, also by asking somebody else, and the contact is in its queue', () => {
    const contact = connected();
    contact.transfer({ queueId: 'second', letGo: 'on-accept' }, ADA, after(1));
    contact.move('second', 'transfer', after(1));
    contact.transfer({ ...TO_BEA, letGo: 'on-accept' }, ADA, after(2));
    expect(contact).toMatchObject({ queueId: 'support', course: { request: { to: TO_BEA } } });
    contact.cancelRequest('transfer', ADA, after(3));
    expect(happened(contact)).toEqual([
      ...['transferred', 'moved', 'moved', 'transfer-ended', 'transferred', 'transfer-ended'],
    ]);
  });
});

describe('a conference', () => {
  it('is left by who has it only when somebody else has it then', () => {
    const contact = withBea(CONFERENCE);
    expect(contact.leaveConference('ada', null, after(6))).toBe('bea');
    expect(contact).toMatchObject({ agentId: 'bea', course: { reservationId: 'c-1/2', participants: [] } });
    expect(happened(contact)).toEqual(['owner-changed', 'connected', 'participant-left']);
    contact.addOutside('p-1', '+8613900139000', BEA, after(7));
    expect(() => contact.leaveConference('bea', null, after(8))).toThrow(refusal('contact-needs-owner'));
    expect(() => contact.leaveConference('ada', null, after(8))).toThrow(refusal('contact-party-not-found'));
  });

  it('is handed to the one who is named', () => {
    const contact = withBea(CONFERENCE);
    contact.askColleague({ id: 'k-3', kind: 'conference', to: { agentId: 'cid' } }, ADA, after(6));
    contact.accept('c-1/3', 'cid', after(7));
    expect(contact.leaveConference('ada', 'cid', after(8))).toBe('cid');
    contact.handOver('bea', { id: 'cid', forOthers: false }, after(9));
    expect(contact).toMatchObject({ agentId: 'bea', course: { participants: [{ agentId: 'cid' }] } });
  });

  it('lists parties outside, each number once; who hangs up has left', () => {
    const contact = connected();
    contact.addOutside('p-1', '+8613900139000', ADA, NOW);
    expect(() => contact.addOutside('p-2', '+8613900139000', ADA, NOW)).toThrow(refusal('contact-has-party'));
    contact.takeEvents();
    contact.removeOutside('p-1', null, after(1));
    expect(contact.takeEvents()).toMatchObject([{ as: 'left', by: 'p-1', participant: { partyId: 'p-1' } }]);
    expect(() => contact.removeOutside('p-1', ADA, after(2))).toThrow(refusal('contact-party-not-found'));
  });

  it('ends for all, whatever was going on', () => {
    const contact = offered(CONSULT);
    contact.supervise('s-1', 'sam', 'listen', after(2));
    contact.takeEvents();
    contact.end('handled', ADA, after(9), ['ada', 'bea']);
    expect(happened(contact)).toEqual(['consult-ended', 'supervision-ended', 'wrap-up-begun']);
    expect(contact).toMatchObject({ course: { request: null, participants: [], supervision: [], offers: [] } });
  });
});

describe('a supervisor', () => {
  it('has one session on a contact, in the mode said last', () => {
    const contact = connected();
    expect(contact.supervise('s-1', 'sam', 'listen', NOW)).toBe('s-1');
    expect(contact.supervise('s-2', 'sam', 'listen', NOW)).toBe('s-1');
    expect(contact.supervise('s-3', 'sam', 'barge', NOW)).toBe('s-1');
    expect(contact.supervise('s-4', 'tom', 'whisper', NOW)).toBe('s-4');
    expect(happened(contact)).toEqual(['supervised', 'supervised', 'supervised']);
    contact.stopSupervising('sam', NOW);
    contact.stopSupervising('sam', NOW);
    expect(happened(contact)).toEqual(['supervision-ended']);
  });

  it('is nobody who is on it, and supervises only who talks', () => {
    expect(() => connected().supervise('s-1', 'ada', 'listen', NOW)).toThrow(refusal('contact-supervisor-has-it'));
    expect(() => withBea(CONFERENCE).supervise('s-1', 'bea', 'barge', NOW)).toThrow(
      refusal('contact-supervisor-has-it'),
    );
    expect(() => queued().supervise('s-1', 'sam', 'listen', NOW)).toThrow(refusal('contact-move-refused'));
  });

  it('takes over: the one who had it is out, who was consulted stays on it', () => {
    const contact = withBea(CONSULT);
    contact.supervise('s-1', 'sam', 'listen', after(6));
    expect(contact.takeOver('sam', 'c-1/3', after(7))).toBe('ada');
    expect(contact).toMatchObject({
      ...{ status: 'in-progress', agentId: 'sam' },
      course: { reservationId: 'c-1/3', consultation: null, supervision: [], participants: [{ agentId: 'bea' }] },
    });
    expect(() => contact.takeOver('sam', 'c-1/4', after(8))).toThrow(refusal('contact-supervisor-has-it'));
    expect(() => queued().takeOver('sam', 'c-1/3', NOW)).toThrow(refusal('contact-move-refused'));
  });

  it('who is on it already takes over by what they are engaged with', () => {
    const contact = withBea(CONFERENCE);
    expect(contact.takeOver('bea', 'c-1/2', after(6))).toBe('ada');
    expect(contact).toMatchObject({ agentId: 'bea', course: { reservationId: 'c-1/2', participants: [] } });
  });
});

describe('a callback', () => {
  const promised = () => {
    const contact = queued();
    contact.promiseCallback({ number: null, notBefore: null }, after(1));
    return contact;
  };

  it('outlives the call until the customer is reached', () => {
    const contact = promised();
    expect(contact.outcomeOfLeaving('abandoned')).toBeUndefined();
    contact.offer({ reservationId: 'c-1/1', agentId: 'ada' }, after(2));
    contact.accept('c-1/1', 'ada', after(3));
    expect(contact.outcomeOfLeaving('abandoned')).toBeUndefined();
    contact.callbackAttempted('reached', null, ADA, after(4));
    expect(contact.outcomeOfLeaving('abandoned')).toBe('handled');
  });

  it('not reached waits again, as one that was never answered', () => {
    const contact = promised();
    contact.offer({ reservationId: 'c-1/1', agentId: 'ada' }, after(2));
    contact.accept('c-1/1', 'ada', after(3));
    contact.callbackAttempted('busy', after(600), null, after(4));
    expect(contact).toMatchObject({
      ...{ status: 'waiting', connectedAt: null },
      course: { reservationId: null, callback: { state: 'promised', attempts: 1, notBefore: after(600).getTime() } },
    });
  });

  it('is dialled where the customer says, else where the call came from', () => {
    expect(promised()).toMatchObject({ course: { callback: { number: '+8613800138000' } } });
    const contact = promised();
    contact.promiseCallback({ number: '+8613900139000', notBefore: after(60) }, after(2));
    contact.promiseCallback({ number: null, notBefore: null }, after(3));
    expect(contact).toMatchObject({ course: { callback: { number: '+8613900139000', notBefore: null } } });
  });

  it('is for callers who wait', () => {
    const wish = { number: null, notBefore: null };
    expect(() => connected().promiseCallback(wish, NOW)).toThrow(refusal('contact-move-refused'));
    expect(() => queued({ channel: 'chat' }).promiseCallback(wish, NOW)).toThrow(
      refusal('contact-callback-not-possible'),
    );
    expect(() => promised().end('abandoned', null, NOW)).toThrow(refusal('contact-awaits-callback'));
    expect(() => promised().leave('abandoned', null, NOW)).toThrow(refusal('contact-awaits-callback'));
    expect(() => connected().callbackAttempted('busy', null, ADA, NOW)).toThrow(
      refusal('contact-callback-not-under-way'),
    );
  });
});

describe('whoever acts on a contact', () => {
  it.each<[string, (contact: Contact) => void]>([
    ['hold', (contact) => contact.hold(BEA, NOW)],
    ['transfer', (contact) => contact.transfer({ queueId: 'second', letGo: 'at-once' }, BEA, NOW)],
    ['end', (contact) => contact.end('handled', BEA, NOW)],
    ['ask for help', (contact) => contact.askForHelp('h-1', 'bea', null, NOW)],
    ['wrap up', (contact) => contact.wrapUp('bea', 'solved', null, NOW)],
    ['add somebody outside', (contact) => contact.addOutside('p-1', '+8613900139000', BEA, NOW)],
  ])('has it, to %s', (_, act) => {
    expect(() => act(connected())).toThrow(
      expect.objectContaining({
        code: 'contact-not-yours',
        details: expect.objectContaining({ facts: { hasIt: 'ada' } }),
      }),
    );
  });

  it('or may do so for others; who let it go has it no more', () => {
    const contact = connected();
    contact.hold(SAM, NOW);
    contact.transfer({ queueId: 'second', letGo: 'at-once' }, SAM, NOW);
    expect(() => contact.transfer({ queueId: 'third', letGo: 'at-once' }, ADA, NOW)).toThrow(
      refusal('contact-not-yours'),
    );
  });

  it('also wraps it up who was only on it', () => {
    const contact = withBea(CONFERENCE);
    contact.wrapUp('bea', 'advised', null, after(6));
    contact.askForHelp('h-1', 'bea', null, after(6));
    expect(contact).toMatchObject({ course: { wrapUps: [{ agentId: 'bea' }], help: [{ by: 'bea' }] } });
  });
});
