import { describe, expect, it } from '@jest/globals';
import { Journey, type Variation } from '../play/journey.js';
import type { Observed, ObservedTicket } from './observed.js';
import { checkRequest, REQUEST_CHECKS, unplayed } from './request-checks.js';

const JOURNAL = ['ticket-opened', 'ticket-solved', 'ticket-closed', 'ticket-archived'];

function aJourney(variation: Variation = 'ordinary'): Journey {
  const journey = new Journey({ id: 'R1', user_id: 'anna', request: 'Cancel it.', actions: [] }, 0, variation, 'run');
  const ids = {
    customerId: 'anna',
    contactIds: ['c'],
    interactionEventId: 'e',
    tickets: [{ id: 't', instance: 'i', action: null }],
  };
  return Object.assign(journey, ids, { stage: 'contact ended' as const });
}

/** A request that went well, but for what a test says. */
function seen(wrong: Partial<Observed> = {}): Observed {
  return {
    journey: aJourney(),
    contacts: [{ id: 'c', status: 'ended', outcome: 'handled' }],
    interactionEvent: {
      id: 'e',
      status: 'closed',
      outcome: 'ticket-closed',
      tickets: [{ ticketId: 't', closed: true }],
    },
    tickets: [
      {
        view: {
          ...{ id: 't', version: 9, status: 'closed', openVisitId: null, satisfaction: null },
          archivedAt: '2026-11-23T09:00:00Z',
        },
        journal: JOURNAL,
        qualityChecks: 1,
        clocks: [],
        desk: null,
      },
    ],
    history: {
      contacts: [{ id: 'c', status: 'ended' }],
      interactionEvents: [{ id: 'e', status: 'closed' }],
      tickets: [{ id: 't', status: 'closed' }],
      tasks: [],
    },
    ...wrong,
  };
}

const good = seen();
const history = (wrong: Partial<Observed['history']>) => seen({ history: { ...good.history, ...wrong } });
const ticket = (wrong: Partial<ObservedTicket>) => seen({ tickets: [{ ...good.tickets[0]!, ...wrong }] });
const view = (wrong: Partial<ObservedTicket['view']>) => ticket({ view: { ...good.tickets[0]!.view, ...wrong } });

describe('the checks of a request', () => {
  it('find nothing when all is as it must be', () => {
    expect(checkRequest(good)).toEqual([]);
    expect(unplayed(good.journey)).toEqual([]);
  });

  it('name the request, what was checked and what is wrong', () => {
    expect(checkRequest(ticket({ qualityChecks: 2 }))).toEqual([
      {
        check: 'every closed ticket has one quality check',
        requestId: 'R1',
        problem: 'ticket t has 2 quality checks',
      },
    ]);
  });

  it.each([
    [
      'a contact that goes on',
      seen({ contacts: [{ ...good.contacts[0]!, status: 'waiting' }] }),
      'every contact has ended',
    ],
    [
      'an interaction event whose ticket is not known to be closed',
      seen({ interactionEvent: { ...good.interactionEvent, tickets: [{ ticketId: 't', closed: false }] } }),
      'every interaction event is closed with its tickets',
    ],
    ['a ticket that is not archived', view({ archivedAt: null }), 'every ticket is closed and archived'],
    [
      'a ticket that closed twice',
      ticket({ journal: [...JOURNAL, 'ticket-closed'] }),
      'every ticket went its way once',
    ],
    ['an urge that got lost', seen({ journey: aJourney('urged') }), 'every detour left its mark'],
    ['a mark that got lost', seen({ journey: aJourney('return visit') }), 'every detour left its mark'],
    ['a history without the contact', history({ contacts: [] }), 'every customer history tells it all, once'],
    [
      'a history with the ticket twice',
      history({ tickets: [...good.history.tickets, ...good.history.tickets] }),
      'every customer history tells it all, once',
    ],
    [
      'a history that is behind',
      history({ interactionEvents: [{ id: 'e', status: 'open' }] }),
      'every customer history tells it all, once',
    ],
  ])('find %s', (_, wrong, check) => {
    const found = checkRequest(wrong);
    expect(new Set(found.map((finding) => finding.check))).toEqual(new Set([check]));
    expect(REQUEST_CHECKS).toContain(check);
  });

  it('want no ticket where the pre-check solved it online', () => {
    const journey = Object.assign(aJourney(), { tickets: [] });
    const interactionEvent = { id: 'e', status: 'closed', outcome: 'solved-online', tickets: [] };
    const history = { ...good.history, tickets: [] };
    expect(checkRequest(seen({ journey, interactionEvent, tickets: [], history }))).toEqual([]);
  });

  it('find a request that was not played to its end, and why', () => {
    const journey = Object.assign(aJourney(), { stage: 'tickets closed' as const, failure: '503' });
    expect(unplayed(journey)).toEqual([
      { check: 'every request was played to its end', requestId: 'R1', problem: '503' },
    ]);
  });
});
