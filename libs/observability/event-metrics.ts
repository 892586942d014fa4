import { eventContracts } from '#libs/contracts/event-catalogue';
import type { Clock } from '#libs/kernel/clock';
import type { Metrics } from './metrics.js';

/** Notes what became of one delivery of an event; `time` is when it happened, ISO-8601, of one that was handled. */
export type DeliveryRecorder = (
  type: string,
  outcome: 'handled' | 'seen' | 'retried' | 'dead' | 'dropped',
  time?: string,
) => void;

const BUCKETS_SECONDS = [0.1, 0.5, 1, 2, 5, 15, 60, 300, 1_800];

/** Deliveries by event type and outcome, and how old events are when they are handled. A type without a contract is somebody's free text: it counts as `unknown`. */
export function eventMetrics(metrics: Metrics, clock: Clock): DeliveryRecorder {
  const deliveries = metrics.counter(
    'switchboard_events_deliveries_total',
    'Deliveries of events by what became of them',
    ['type', 'outcome'],
  );
  const lag = metrics
    .histogram(
      'switchboard_events_lag_seconds',
      'From when an event happened until it was handled here',
      BUCKETS_SECONDS,
    )
    .series();
  return (type, outcome, time) => {
    deliveries.inc({ type: eventContracts.has(type) ? type : 'unknown', outcome });
    if (time !== undefined) lag.observe(Math.max(0, clock.ms() - Date.parse(time)) / 1_000);
  };
}
