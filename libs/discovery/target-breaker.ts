import { circuitBreaker, type CircuitBreakerPolicy, CircuitState, handleWhen, SamplingBreaker } from 'cockatiel';
import type { BreakerState, PolicySettings } from './resilience.js';
import { ServiceUnavailable } from './remote-error.js';
import { CallerGone } from './time-limit.js';

const STATES: Readonly<Record<CircuitState, BreakerState>> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Isolated]: 'open',
};

/** Counts answers of 5xx and calls without an answer; after its pause exactly one call goes through as a probe. */
export function targetBreaker(
  { ratio, volume, windowMs, openMs }: PolicySettings['breaker'],
  onChange: (state: BreakerState) => void,
): CircuitBreakerPolicy {
  const failed = handleWhen((error) => breaker.state === CircuitState.HalfOpen || tellsOfTarget(error)).orWhenResult(
    (answer) => (answer as { status: number }).status >= 500,
  );
  const breaker = circuitBreaker(failed, {
    halfOpenAfter: openMs,
    breaker: new SamplingBreaker({ threshold: ratio, duration: windowMs, minimumRps: (volume * 1000) / windowMs }),
  });
  breaker.onStateChange((state) => onChange(STATES[state]));
  return breaker;
}

/** A caller who left, or nobody to ask, says nothing. A probe that ended so proved nothing either and must not close the breaker. */
function tellsOfTarget(error: Error): boolean {
  return !(error instanceof CallerGone) && !(error instanceof ServiceUnavailable);
}
