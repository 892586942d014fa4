import { describe, expect, it } from '@jest/globals';
import { InteractionEvent, type ContactOfEvent, type NewInteractionEvent } from './interaction-event.aggregate.js';
import type { PreCheckRule } from './pre-check.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const LATER = new Date('2026-11-23T09:05:00Z');
const NO_RULES: PreCheckRule[] = [];
const A_RULE_FOR_IT: PreCheckRule[] = [
  { id: 'r-1', type: 'enquiry', topic: 'order-return', answer: 'Within 30 days.' },
];

const contactOf = (customerId: string | null, id = 'c-1', direction: ContactOfEvent['direction'] = 'inbound') => ({
  id,
  direction,
  customerId,
});

function recorded(contacts: readonly ContactOfEvent[], input: Partial<NewInteractionEvent> = {}): InteractionEvent {
  return InteractionEvent.recordIn(
    contacts,
    {
      id: 'e-1',
      number: 'E-20261123-000001',
      type: 'enquiry',
      topic: 'order-return',
      summary: 'The shoes pinch.',
      ...input,
    },
    NOW,
  );
}

/** Recorded in one contact of Anna's, and then whatever happened to it. */
function anEvent(happened: (event: InteractionEvent) => void = () => undefined): InteractionEvent {
  const event = recorded([contactOf('anna')]);
  happened(event);
  event.takeEvents();
  return event;
}

const refusal = (code: string) => expect.objectContaining({ code: `interaction-event-${code}` });

describe('an interaction event', () => {
  describe('when it is recorded', () => {
    it('belongs to the customer of its contacts', () => {
      const event = recorded([contactOf('anna', 'c-1'), contactOf('anna', 'c-2')]);
      expect(event).toMatchObject({ customerId: 'anna', contactIds: ['c-1', 'c-2'], tickets: [], status: 'recorded' });
      expect(event.takeEvents()).toEqual([{ type: 'interaction-event-recorded', at: NOW }]);
    });

    it('needs a contact', () => {
      expect(() => recorded([])).toThrow(refusal('contact-missing'));
    });

    it('needs to know whose contact it is', () => {
      expect(() => recorded([contactOf(null)])).toThrow(refusal('contact-not-identified'));
      expect(() => recorded([contactOf('anna'), contactOf(null, 'c-2')])).toThrow(refusal('contact-not-identified'));
    });

    it('is of one customer', () => {
      const contacts = [contactOf('anna', 'c-1'), contactOf('bela', 'c-2')];
      expect(() => recorded(contacts)).toThrow(refusal('contact-of-another-customer'));
    });

    it('names each contact once', () => {
      expect(() => recorded([contactOf('anna'), contactOf('anna')])).toThrow(refusal('contact-already-linked'));
    });

    it.each(['care', 'retention', 'dunning', 'survey'] as const)('as %s is ours to start', (type) => {
      expect(() => recorded([contactOf('anna')], { type })).toThrow(refusal('needs-outbound-contact'));
      expect(recorded([contactOf('anna', 'c-1', 'outbound')], { type })).toMatchObject({ type });
    });

    it.each(['consultation', 'enquiry', 'fault-report', 'complaint', 'business-request'] as const)(
      'as %s may come up in a contact of either direction',
      (type) => {
        expect(recorded([contactOf('anna', 'c-1', 'inbound')], { type })).toMatchObject({ type });
        expect(recorded([contactOf('anna', 'c-1', 'outbound')], { type })).toMatchObject({ type });
      },
    );
  });

  describe('and further contacts', () => {
    it('are linked while it is not closed', () => {
      const event = anEvent();
      event.linkContact(contactOf('anna', 'c-2'), LATER);
      expect(event).toMatchObject({ contactIds: ['c-1', 'c-2'] });
      expect(event.takeEvents()).toEqual([{ type: 'interaction-event-contact-linked', contactId: 'c-2', at: LATER }]);
    });

    it.each([
      ['twice', contactOf('anna', 'c-1'), 'contact-already-linked'],
      ['of another customer', contactOf('bela', 'c-2'), 'contact-of-another-customer'],
      ['of nobody known', contactOf(null, 'c-2'), 'contact-not-identified'],
    ])('are refused %s', (_, contact, code) => {
      const event = anEvent();
      expect(() => event.linkContact(contact, LATER)).toThrow(refusal(code));
      expect(event).toMatchObject({ contactIds: ['c-1'] });
      expect(event.takeEvents()).toEqual([]);
    });

    it('are refused once it is closed: that is a new demand', () => {
      const event = anEvent((it) => it.closeDirectly(NOW));
      expect(() => event.linkContact(contactOf('anna', 'c-2'), LATER)).toThrow(refusal('already-closed'));
    });
  });

  describe('and the pre-check', () => {
    it('is closed by a rule that solves it online, with what to say to the customer', () => {
      const event = anEvent();
      expect(event.preCheck(A_RULE_FOR_IT, LATER).answer).toBe('Within 30 days.');
      expect(event).toMatchObject({ status: 'closed', outcome: 'solved-online', ruleId: 'r-1', closedAt: LATER });
      expect(event.takeEvents().map(({ type }) => type)).toEqual([
        'interaction-event-pre-checked',
        'interaction-event-closed',
      ]);
    });

    it('is referred to people when no rule solves it', () => {
      const event = anEvent();
      expect(event.preCheck(NO_RULES, LATER).outcome).toBe('referred');
      expect(event).toMatchObject({ status: 'referred', outcome: null, ruleId: null, answer: null, closedAt: null });
      expect(event.takeEvents()).toEqual([
        {
          type: 'interaction-event-pre-checked',
          result: { outcome: 'referred', ruleId: null, answer: null },
          at: LATER,
        },
      ]);
    });

    it.each([
      ['a second time', (it: InteractionEvent) => void it.preCheck(NO_RULES, NOW)],
      ['when it is closed', (it: InteractionEvent) => it.closeDirectly(NOW)],
      ['when a ticket works on it', (it: InteractionEvent) => it.ticketOpened('t-1')],
    ])('comes too late %s', (_, happened) => {
      expect(() => anEvent(happened).preCheck(A_RULE_FOR_IT, LATER)).toThrow(refusal('too-late-for-pre-check'));
    });
  });

  describe('and an agent who solves it on the spot', () => {
    it.each([
      ['at once', () => undefined],
      ['after it was referred', (it: InteractionEvent) => void it.preCheck(NO_RULES, NOW)],
    ])('closes it %s', (_, happened) => {
      const event = anEvent(happened);
      event.closeDirectly(LATER);
      expect(event).toMatchObject({ status: 'closed', outcome: 'solved-directly', closedAt: LATER });
      expect(event.takeEvents()).toEqual([{ type: 'interaction-event-closed', outcome: 'solved-directly', at: LATER }]);
    });

    it('cannot close it twice', () => {
      const event = anEvent((it) => it.closeDirectly(NOW));
      expect(() => event.closeDirectly(LATER)).toThrow(refusal('already-closed'));
    });

    it('cannot close it while a ticket works on it', () => {
      const event = anEvent((it) => it.ticketOpened('t-1'));
      expect(() => event.closeDirectly(LATER)).toThrow(refusal('ticket-still-open'));
    });
  });

  describe('and its tickets', () => {
    it('are several at once, each listed once', () => {
      const event = anEvent((it) => ['t-1', 't-2', 't-1'].forEach((ticketId) => it.ticketOpened(ticketId)));
      expect(event).toMatchObject({
        status: 'referred',
        tickets: [
          { ticketId: 't-1', closed: false },
          { ticketId: 't-2', closed: false },
        ],
      });
    });

    it('close it with the last of them', () => {
      const event = anEvent((it) => ['t-1', 't-2'].forEach((ticketId) => it.ticketOpened(ticketId)));
      event.ticketClosed('t-2', NOW);
      expect(event).toMatchObject({ status: 'referred', outcome: null });
      expect(event.takeEvents()).toEqual([]);
      event.ticketClosed('t-1', LATER);
      expect(event).toMatchObject({ status: 'closed', outcome: 'ticket-closed', closedAt: LATER });
      expect(event.takeEvents()).toEqual([{ type: 'interaction-event-closed', outcome: 'ticket-closed', at: LATER }]);
    });

    it('stay closed when the news of their opening comes after the news of their end', () => {
      const event = anEvent((it) => it.ticketClosed('t-1', NOW));
      expect(event).toMatchObject({ status: 'closed', outcome: 'ticket-closed' });
      event.ticketOpened('t-1');
      event.ticketClosed('t-1', LATER);
      expect(event).toMatchObject({ tickets: [{ ticketId: 't-1', closed: true }], closedAt: NOW });
      expect(event.takeEvents()).toEqual([]);
    });

    it('opened after it was closed are kept, and leave it as it ended', () => {
      const event = anEvent((it) => it.closeDirectly(NOW));
      event.ticketOpened('t-1');
      event.ticketClosed('t-1', LATER);
      expect(event).toMatchObject({ outcome: 'solved-directly', tickets: [{ ticketId: 't-1', closed: true }] });
      expect(event.takeEvents()).toEqual([]);
    });
  });
});
