import type { Journey } from '../play/journey.js';
import type { Finding } from '../../checks/finding.js';
import type { ServiceMetrics } from '../../checks/suite-checks.js';

const DELIVERED = 'every service handled every event once';
export const DELIVERY_CHECKS = [DELIVERED];

/** How often each service handled each type of event, from the counters of its process. */
export type Deliveries = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** @returns by type, then by service. */
export function deliveriesOf(metrics: readonly ServiceMetrics[]): Deliveries {
  const handled = metrics.flatMap(({ service, samples }) =>
    samples.flatMap(({ name, labels, value }) =>
      name === 'switchboard_events_deliveries_total' && labels.outcome === 'handled'
        ? [{ type: labels.type!, service, value }]
        : [],
    ),
  );
  const byType = Map.groupBy(handled, ({ type }) => type);
  return new Map(
    [...byType].map(([type, each]) => [type, new Map(each.map(({ service, value }) => [service, value]))]),
  );
}

/** Every service that handles a type has handled as many as there were. */
export function checkDeliveries(deliveries: Deliveries, journeys: readonly Journey[]): Finding[] {
  return Object.entries(eventsOf(journeys)).flatMap(([type, wanted]) => {
    const byService = [...(deliveries.get(type) ?? new Map([['any service', 0]]))];
    return byService.flatMap(([service, count]) =>
      count === wanted ? [] : [{ check: DELIVERED, problem: `${service} handled ${count} of ${wanted} ${type}` }],
    );
  });
}

/** How many events of a type there must have been. */
function eventsOf(journeys: readonly Journey[]): Record<string, number> {
  const tickets = journeys.reduce((sum, journey) => sum + journey.tickets.length, 0);
  const contacts = journeys.reduce((sum, { contactIds }) => sum + contactIds.length, 0);
  return {
    'contact.started.v1': contacts,
    'contact.ended.v1': contacts,
    'interaction-event.recorded.v1': journeys.length,
    'interaction-event.closed.v1': journeys.length,
    'ticket.opened.v1': tickets,
    'ticket.solved.v1': tickets,
    'ticket.closed.v1': tickets,
  };
}

/** Of all types together: what was delivered, and what was sent, which the services that handle a type agree about. */
export function totalsOf(deliveries: Deliveries): { deliveries: number; events: number } {
  const counts = [...deliveries.values()].map((byService) => [...byService.values()]);
  return {
    deliveries: counts.flat().reduce((sum, count) => sum + count, 0),
    events: counts.reduce((sum, perService) => sum + Math.max(...perService), 0),
  };
}
