import { describe, expect, it } from '@jest/globals';
import { Journey } from '../play/journey.js';
import { checkDeliveries, deliveriesOf, totalsOf } from './delivery-checks.js';
import { samplesOf } from '../../checks/metrics.js';
import { checkOutboxes } from '../../checks/suite-checks.js';

function metricsOf(service: string, handled: Record<string, number>, more = '') {
  const lines = Object.entries(handled).map(
    ([type, count]) =>
      `switchboard_events_deliveries_total{type="${type}",outcome="handled",service="${service}"} ${count}`,
  );
  return { service, samples: samplesOf(`# HELP something\n${lines.join('\n')}\n${more}`) };
}

function journeys(count: number): Journey[] {
  const request = { id: 'R', user_id: 'anna', request: '', actions: [{ name: 'cancel', kwargs: {} }] };
  return Array.from({ length: count }, (_, index) =>
    Object.assign(new Journey(request, index, 'ordinary', 'run'), {
      tickets: [{ id: 't', instance: 'i', action: null }],
      contactIds: ['c'],
    }),
  );
}

const CALLS = {
  'contact.started.v1': 2,
  'contact.ended.v1': 2,
  'interaction-event.recorded.v1': 2,
  'interaction-event.closed.v1': 2,
};
const TICKETS = {
  'ticket.opened.v1': 2,
  'ticket.solved.v1': 2,
  'ticket.closed.v1': 2,
};

describe('deliveries of events', () => {
  it('are counted by type and service, what was only seen again left out', () => {
    const seen = 'switchboard_events_deliveries_total{type="ticket.closed.v1",outcome="seen",service="a"} 9';
    const deliveries = deliveriesOf([
      metricsOf('a', { 'ticket.closed.v1': 2 }, seen),
      metricsOf('b', { 'ticket.closed.v1': 2 }),
    ]);
    expect(deliveries).toEqual(
      new Map([
        [
          'ticket.closed.v1',
          new Map([
            ['a', 2],
            ['b', 2],
          ]),
        ],
      ]),
    );
    expect(totalsOf(deliveries)).toEqual({ deliveries: 4, events: 2 });
  });

  it('are as they must be when every service has handled as many as there were', () => {
    const deliveries = deliveriesOf([metricsOf('a', { ...CALLS, ...TICKETS }), metricsOf('b', TICKETS)]);
    expect(checkDeliveries(deliveries, journeys(2))).toEqual([]);
  });

  it.each([
    ['one too many', { ...CALLS, ...TICKETS, 'ticket.closed.v1': 3 }, 'a handled 3 of 2 ticket.closed.v1'],
    ['one too few', { ...CALLS, ...TICKETS, 'contact.ended.v1': 1 }, 'a handled 1 of 2 contact.ended.v1'],
    ['none at all', { ...CALLS, ...TICKETS, 'contact.started.v1': 0 }, 'a handled 0 of 2 contact.started.v1'],
  ])('are found when there is %s', (_, handled, problem) => {
    const findings = checkDeliveries(deliveriesOf([metricsOf('a', handled)]), journeys(2));
    expect(findings).toEqual([{ check: expect.any(String), problem }]);
  });

  it('are found when no service handles a type', () => {
    const [finding] = checkDeliveries(deliveriesOf([metricsOf('a', CALLS)]), journeys(2));
    expect(finding!.problem).toBe('any service handled 0 of 2 ticket.opened.v1');
  });
});

describe('outboxes', () => {
  const waiting = (count: number) => metricsOf('a', {}, `switchboard_outbox_waiting_count{service="a"} ${count}`);

  it('are empty when each service says so', () => {
    expect(checkOutboxes([waiting(0)])).toEqual([]);
  });

  it('are found when something waits, or a service does not say', () => {
    expect(checkOutboxes([waiting(3), metricsOf('b', {})]).map(({ problem }) => problem)).toEqual([
      'a: 3 events',
      'b: an unknown number of events',
    ]);
  });
});
