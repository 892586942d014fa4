export type MetricKind = 'counter' | 'gauge' | 'histogram';

const NAME = /^switchboard(_[a-z][a-z0-9]*){2,}_(seconds|bytes|count|ratio|total)$/;

/**
 * `switchboard_<context>_<thing>_<unit>` in base units, `total` on counters and on nothing else
 * (https://prometheus.io/docs/practices/naming/).
 * @throws Error when the name is another.
 */
export function checkMetricName(name: string, kind: MetricKind): void {
  const unit = NAME.exec(name)?.[2];
  if (unit === undefined || (unit === 'total') !== (kind === 'counter')) {
    throw new Error(
      `${kind} ${name}: metrics are named switchboard_<context>_<thing>_<unit>, ` +
        'with unit total for counters, else seconds, bytes, count or ratio',
    );
  }
}
