import type { TargetPolicies } from '#libs/discovery/resilience/target-policies';
import type { TargetStanding } from '#libs/discovery/resilience/target-policy';
import type { Metrics } from '#libs/observability/metrics';

/** Tells of each target that was called how many calls are in flight, may be, and wait. */
export function watchTargets(metrics: Metrics, policies: TargetPolicies): void {
  const watch = (name: string, help: string, of: (standing: TargetStanding) => number) =>
    metrics.gauge(name, help, ['target'], (gauge) => {
      // A name may be that of systems at several addresses.
      for (const standing of policies.standing) gauge.inc({ target: standing.target }, of(standing));
    });
  watch('switchboard_calls_in_flight_count', 'Calls in flight by target', ({ inFlight }) => inFlight);
  watch('switchboard_calls_limit_count', 'Calls that may be in flight at the moment', ({ limit }) => limit);
  watch('switchboard_calls_waiting_count', 'Calls that wait for a place', ({ waiting }) => waiting);
}
