import { describe, expect, it } from '@jest/globals';
import { Contact, type NewContact } from './contact.aggregate.js';
import type { ContactOutcome } from './contact-status.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const LATER = new Date('2026-11-23T09:05:00Z');

function aContact(with_: Partial<NewContact> = {}): Contact {
  const contact = Contact.start(
    {
      id: 'c-1',
      number: 'C-20261123-000001',
      channel: 'voice',
      direction: 'inbound',
      customerId: null,
      address: '+86 10 0000',
      taskId: null,
      ...with_,
    },
    NOW,
  );
  contact.takeEvents();
  return contact;
}

function inProgress(): Contact {
  const contact = aContact();
  contact.connect('agent-1', null, NOW);
  contact.takeEvents();
  return contact;
}

function ended(outcome: ContactOutcome = 'abandoned'): Contact {
  const contact = outcome === 'handled' ? inProgress() : aContact();
  contact.end(outcome, null, NOW);
  contact.takeEvents();
  return contact;
}

const refusal = (code: string) => expect.objectContaining({ code });

describe('a contact', () => {
  it('starts as waiting, of nobody known', () => {
    const contact = Contact.start(
      {
        id: 'c-1',
        number: 'C-1',
        channel: 'chat',
        direction: 'inbound',
        customerId: null,
        address: null,
        taskId: null,
      },
      NOW,
    );
    expect(contact).toMatchObject({
      status: 'waiting',
      customerId: null,
      agentId: null,
      outcome: null,
      startedAt: NOW,
    });
    expect(contact.takeEvents()).toEqual([{ type: 'contact-started', at: NOW }]);
  });

  it('is for a task only when we started it', () => {
    expect(aContact({ direction: 'outbound', taskId: 't-1' }).taskId).toBe('t-1');
    expect(() => aContact({ direction: 'inbound', taskId: 't-1' })).toThrow(refusal('contact-task-needs-outbound'));
  });

  describe('whose it is', () => {
    it('is found out once', () => {
      const contact = aContact();
      contact.identify('anna', NOW);
      expect(contact).toMatchObject({ customerId: 'anna' });
      expect(contact.takeEvents()).toEqual([{ type: 'contact-identified', customerId: 'anna', at: NOW }]);
    });

    it('never changes to another customer', () => {
      const contact = aContact({ customerId: 'anna' });
      expect(() => contact.identify('bela', NOW)).toThrow(refusal('contact-of-another-customer'));
      expect(contact).toMatchObject({ customerId: 'anna' });
      expect(contact.takeEvents()).toEqual([]);
    });

    it('may be said again', () => {
      const contact = aContact({ customerId: 'anna' });
      contact.identify('anna', NOW);
      expect(contact.takeEvents()).toEqual([]);
    });

    it('may be found out after the end, when a missed call is traced', () => {
      const contact = ended();
      contact.identify('anna', LATER);
      expect(contact).toMatchObject({ customerId: 'anna', status: 'ended' });
    });
  });

  it('is taken by one agent', () => {
    const contact = aContact();
    contact.connect('agent-1', null, LATER);
    expect(contact).toMatchObject({ status: 'in-progress', agentId: 'agent-1', connectedAt: LATER });
    expect(contact.takeEvents()).toEqual([{ type: 'contact-connected', agentId: 'agent-1', at: LATER }]);
    expect(() => contact.connect('agent-2', null, LATER)).toThrow(refusal('contact-not-waiting'));
  });

  it('cannot be taken once it has ended', () => {
    expect(() => ended().connect('agent-1', null, LATER)).toThrow(refusal('contact-not-waiting'));
  });

  describe('its end', () => {
    it.each(['self-served', 'abandoned'] as const)('while waiting is %s', (outcome) => {
      const contact = aContact();
      contact.end(outcome, null, LATER);
      expect(contact).toMatchObject({ status: 'ended', outcome, endedAt: LATER });
      expect(contact.takeEvents()).toMatchObject([{ type: 'contact-ended', outcome, left: null, at: LATER }]);
    });

    it('in progress is handled', () => {
      const contact = inProgress();
      contact.end('handled', null, LATER);
      expect(contact).toMatchObject({ status: 'ended', outcome: 'handled', endedAt: LATER });
    });

    it.each(['self-served', 'abandoned'] as const)('with an agent is never %s', (outcome) => {
      expect(() => inProgress().end(outcome, null, LATER)).toThrow(refusal('contact-cannot-end-so'));
    });

    it('without an agent is never handled', () => {
      expect(() => aContact().end('handled', null, LATER)).toThrow(refusal('contact-cannot-end-so'));
    });

    it.each(['handled', 'self-served', 'abandoned'] as const)('comes once: %s and no more', (outcome) => {
      const contact = ended(outcome);
      expect(() => contact.end(outcome, null, LATER)).toThrow(refusal('contact-cannot-end-so'));
      expect(contact.takeEvents()).toEqual([]);
    });
  });
});

describe('a contact on its way through routing', () => {
  const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
  const OFFER = { reservationId: 'c-1/1', agentId: 'ada' };

  function queued(): Contact {
    const contact = aContact();
    contact.queue('support', NOW);
    contact.takeEvents();
    return contact;
  }

  function offered(): Contact {
    const contact = queued();
    contact.offer(OFFER, after(10));
    contact.takeEvents();
    return contact;
  }

  function connected(): Contact {
    const contact = offered();
    contact.accept(OFFER.reservationId, OFFER.agentId, after(12));
    contact.takeEvents();
    return contact;
  }

  it('waits in one queue, and is not taken past it', () => {
    const contact = queued();
    expect(() => contact.queue('other', LATER)).toThrow(refusal('contact-not-waiting'));
    expect(() => contact.connect('mia', null, LATER)).toThrow(refusal('contact-not-waiting'));
    contact.move('other', 'after-wait', LATER);
    expect(contact).toMatchObject({ status: 'waiting', queueId: 'other' });
    expect(contact.takeEvents()).toEqual([
      { type: 'contact-moved', from: 'support', to: 'other', reason: 'after-wait', at: LATER },
    ]);
  });

  it('that came past the queues is queued by its first move, and moved by the next', () => {
    const contact = inProgress();
    contact.move('q-1', 'transfer', NOW);
    contact.move('q-2', 'overflow', LATER);
    expect(contact.lastQueue).toBe('q-2');
    expect(contact.takeEvents()).toEqual([
      { type: 'contact-queued', queueId: 'q-1', at: NOW },
      { type: 'contact-moved', from: 'q-1', to: 'q-2', reason: 'overflow', at: LATER },
    ]);
  });

  it('waits again when the last offer came to nothing', () => {
    const contact = offered();
    contact.offer({ reservationId: 'c-1/2', agentId: 'bea' }, after(10));
    contact.endOffer('c-1/1', 'timeout', after(30));
    expect(contact).toMatchObject({ status: 'offered' });
    contact.endOffer('c-1/2', 'rejected', after(31));
    contact.endOffer('c-1/2', 'rejected', after(32));
    expect(contact).toMatchObject({ status: 'waiting' });
    expect(contact.takeEvents().map(({ type }) => type)).toEqual([
      'contact-offered',
      'contact-offer-ended',
      'contact-offer-ended',
    ]);
  });

  it('tells its times: waiting, talking without hold, hold, and wrapping up', () => {
    const contact = connected();
    contact.hold(null, after(20));
    contact.resume(null, after(25));
    contact.hold(null, after(40));
    contact.end('handled', null, after(43), ['ada']);
    expect(contact).toMatchObject({ status: 'wrap-up', endedAt: null });
    contact.takeEvents();
    contact.finishWrapUp('ada', after(60));
    const times = { waitMs: 12_000, talkMs: 23_000, holdMs: 8_000, wrapMs: 17_000 };
    expect(contact.takeEvents()).toEqual([
      { type: 'contact-ended', outcome: 'handled', left: null, times, at: after(60) },
    ]);
  });

  it('ends with the last of those who wrap it up', () => {
    const contact = connected();
    contact.end('handled', null, after(43), ['ada', 'bea']);
    contact.finishWrapUp('bea', after(50));
    contact.finishWrapUp('cid', after(51));
    expect(contact).toMatchObject({ status: 'wrap-up' });
    contact.finishWrapUp('ada', after(52));
    expect(contact).toMatchObject({ status: 'ended', endedAt: after(52) });
  });

  it('is transferred: on accept it stays with who has it, at once it waits', () => {
    const contact = connected();
    contact.transfer({ queueId: 'other', letGo: 'on-accept' }, null, after(20));
    expect(contact).toMatchObject({ status: 'in-progress', agentId: 'ada' });
    contact.offer({ reservationId: 'c-1/2', agentId: 'bea' }, after(21));
    expect(contact).toMatchObject({ status: 'in-progress', agentId: 'ada' });
    contact.accept('c-1/2', 'bea', after(25));
    expect(contact).toMatchObject({ status: 'in-progress', agentId: 'bea', connectedAt: after(12) });
    contact.transfer({ queueId: 'third', letGo: 'at-once' }, null, after(30));
    expect(contact).toMatchObject({ status: 'waiting' });
    expect(contact.takeEvents().filter(({ type }) => type === 'contact-transferred')).toMatchObject([
      { from: 'ada' },
      { from: 'bea' },
    ]);
  });

  it('leaves its queue unserved', () => {
    const contact = offered();
    contact.leave('short-abandoned', null, after(4));
    expect(contact).toMatchObject({ status: 'ended', outcome: 'abandoned' });
    expect(contact.takeEvents()).toMatchObject([{ left: 'short-abandoned', times: { waitMs: 4_000, talkMs: 0 } }]);
  });

  it('is wrapped up by those who had it, also later; each has one word', () => {
    const contact = connected();
    expect(() => offered().wrapUp('ada', 'solved', null, after(20))).toThrow(refusal('contact-move-refused'));
    contact.wrapUp('ada', 'open', 'will call again', after(20));
    contact.end('handled', null, after(30));
    contact.wrapUp('ada', 'solved', null, after(40));
    expect(contact).toMatchObject({ course: { wrapUps: [{ agentId: 'ada', code: 'solved' }] } });
  });

  it('has help asked for by who has it; the first to answer helps', () => {
    const contact = connected();
    contact.askForHelp('h-1', 'ada', 'the customer shouts', after(20));
    contact.askForHelp('h-1', 'ada', 'the customer shouts', after(21));
    expect(() => contact.answerHelp('h-1', 'ada', after(22))).toThrow(refusal('contact-help-is-ones-own'));
    expect(() => contact.answerHelp('h-2', 'sam', after(22))).toThrow(refusal('contact-help-request-not-found'));
    contact.answerHelp('h-1', 'sam', after(23));
    contact.answerHelp('h-1', 'sam', after(24));
    expect(() => contact.answerHelp('h-1', 'tom', after(25))).toThrow(refusal('contact-help-answered'));
    expect(contact.takeEvents()).toEqual([
      { type: 'contact-help-requested', requestId: 'h-1', by: 'ada', note: 'the customer shouts', at: after(20) },
      { type: 'contact-help-answered', requestId: 'h-1', by: 'sam', at: after(23) },
    ]);
  });

  it.each([
    ['ask for help', () => offered().askForHelp('h-1', 'ada', null, LATER)],
    ['hold', () => offered().hold(null, LATER)],
    ['resume', () => connected().resume(null, LATER)],
    ['accept', () => queued().accept('c-1/1', 'ada', LATER)],
    ['transfer', () => ended().transfer({ queueId: 'other', letGo: 'at-once' }, null, LATER)],
    ['leave', () => connected().leave('timed-out', null, LATER)],
  ])('refuses to %s when that cannot be', (_move, refused) => {
    expect(refused).toThrow(refusal('contact-move-refused'));
  });
});
