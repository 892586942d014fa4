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
  contact.connect('agent-1', NOW);
  contact.takeEvents();
  return contact;
}

function ended(outcome: ContactOutcome = 'abandoned'): Contact {
  const contact = outcome === 'handled' ? inProgress() : aContact();
  contact.end(outcome, NOW);
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
    contact.connect('agent-1', LATER);
    expect(contact).toMatchObject({ status: 'in-progress', agentId: 'agent-1', connectedAt: LATER });
    expect(contact.takeEvents()).toEqual([{ type: 'contact-connected', agentId: 'agent-1', at: LATER }]);
    expect(() => contact.connect('agent-2', LATER)).toThrow(refusal('contact-not-waiting'));
  });

  it('cannot be taken once it has ended', () => {
    expect(() => ended().connect('agent-1', LATER)).toThrow(refusal('contact-not-waiting'));
  });

  describe('its end', () => {
    it.each(['self-served', 'abandoned'] as const)('while waiting is %s', (outcome) => {
      const contact = aContact();
      contact.end(outcome, LATER);
      expect(contact).toMatchObject({ status: 'ended', outcome, endedAt: LATER });
      expect(contact.takeEvents()).toEqual([{ type: 'contact-ended', outcome, at: LATER }]);
    });

    it('in progress is handled', () => {
      const contact = inProgress();
      contact.end('handled', LATER);
      expect(contact).toMatchObject({ status: 'ended', outcome: 'handled', endedAt: LATER });
    });

    it.each(['self-served', 'abandoned'] as const)('with an agent is never %s', (outcome) => {
      expect(() => inProgress().end(outcome, LATER)).toThrow(refusal('contact-cannot-end-so'));
    });

    it('without an agent is never handled', () => {
      expect(() => aContact().end('handled', LATER)).toThrow(refusal('contact-cannot-end-so'));
    });

    it.each(['handled', 'self-served', 'abandoned'] as const)('comes once: %s and no more', (outcome) => {
      const contact = ended(outcome);
      expect(() => contact.end(outcome, LATER)).toThrow(refusal('contact-cannot-end-so'));
      expect(contact.takeEvents()).toEqual([]);
    });
  });
});
