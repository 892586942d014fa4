import type { BreakerState, ResilienceListener } from '#libs/discovery/resilience/resilience';
import type { Metrics } from '#libs/observability/metrics';
import type { Logger } from 'pino';

/** Breakers that open raise an alarm line; everything is counted. */
export function resilienceListener(logger: Logger, metrics: Metrics): ResilienceListener {
  const count = metrics.counter('switchboard_calls_incidents_total', 'Refused or repeated calls by target', [
    'target',
    'incident',
  ]);
  const incident = (target: string, name: string) => count.inc({ target, incident: name });
  const shed = metrics.counter('switchboard_calls_shed_total', 'Calls for which there was no place', [
    'target',
    'priority',
  ]);
  return {
    breakerChanged(target: string, state: BreakerState) {
      logger[state === 'open' ? 'error' : 'info']({ target, state }, 'breaker changed');
      incident(target, `breaker-${state}`);
    },
    bulkheadFull: (target, priority) => {
      incident(target, 'bulkhead-full');
      shed.inc({ target, priority });
    },
    retried: (target) => incident(target, 'retried'),
    retryBudgetSpent: (target) => incident(target, 'retry-budget-spent'),
  };
}
