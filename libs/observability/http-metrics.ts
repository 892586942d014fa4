import type { Metrics } from './metrics.js';

const BUCKETS_SECONDS = [0.005, 0.025, 0.1, 0.3, 0.6, 1, 3, 10];
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Notes one answered request: `route` is the template (`/tickets/:id`), undefined when none matched; never the path. */
export type RequestRecorder = (method: string, route: string | undefined, status: number, seconds: number) => void;

/** Request durations by method, route template and status class (`2xx`). */
export function httpMetrics(metrics: Metrics): RequestRecorder {
  const duration = metrics.histogram(
    'switchboard_http_request_seconds',
    'Time from the first byte in to the last byte out',
    BUCKETS_SECONDS,
  );
  return (method, route = 'unmatched', status, seconds) =>
    duration
      .series({ method: METHODS.has(method) ? method : 'other', route, status: `${Math.floor(status / 100)}xx` })
      .observe(seconds);
}
