import { eventContracts } from '#libs/contracts/event-catalogue';
import type { Metrics } from './metrics.js';

/** Notes what became of one delivery of an event. */
export type DeliveryRecorder = (type: string, outcome: 'handled' | 'seen' | 'retried' | 'dead' | 'dropped') => void;

/** Deliveries by event type and outcome. A type without a contract is somebody's free text: it counts as `unknown`. */
export function eventMetrics(metrics: Metrics): DeliveryRecorder {
  const deliveries = metrics.counter(
    'switchboard_events_deliveries_total',
    'Deliveries of events by what became of them',
    ['type', 'outcome'],
  );
  return (type, outcome) => deliveries.inc({ type: eventContracts.has(type) ? type : 'unknown', outcome });
}
