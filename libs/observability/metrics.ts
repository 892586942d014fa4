import { collectDefaultMetrics, Counter, Gauge, Registry, type Histogram as Told } from 'prom-client';
import { Histogram } from './histogram.js';
import { checkMetricName } from './metric-name.js';

/** Sets the gauge's values whenever they are asked for. */
export type Collect<Label extends string> = (gauge: Gauge<Label>) => void | Promise<void>;

/**
 * The Prometheus metrics of one service, each with a `service` label: several services may share a process. The process's
 * own metrics are told once, by the first. A label's values must be few: route templates, not paths; tenants only on a
 * handful of business gauges.
 */
export class Metrics {
  static #processIsTold = false;
  readonly #registry = new Registry();
  readonly #failures: Counter<'metric'>;

  constructor(service: string) {
    this.#registry.setDefaultLabels({ service });
    this.#failures = this.counter('switchboard_metrics_failures_total', 'Gauges that could not be collected', [
      'metric',
    ]);
    if (!Metrics.#processIsTold) collectDefaultMetrics({ register: this.#registry });
    Metrics.#processIsTold = true;
  }

  /** @throws Error when the name breaks the convention or is another kind's. The same name gives the same metric. */
  counter<Label extends string = never>(name: string, help: string, labels: readonly Label[] = []): Counter<Label> {
    const make = () => new Counter({ name, help, labelNames: labels, registers: [this.#registry] });
    return this.#known(name, Counter<Label>) ?? named(name, 'counter', make);
  }

  /**
   * With `collect` only what it sets each time is told: a gauge whose collection fails is left out and counted.
   * @throws Error as counter does.
   */
  gauge<Label extends string = never>(
    name: string,
    help: string,
    labels: readonly Label[] = [],
    collect?: Collect<Label>,
  ): Gauge<Label> {
    const make = () => {
      const gauge: Gauge<Label> = new Gauge({
        name,
        help,
        labelNames: labels,
        registers: [this.#registry],
        collect: collect && (() => this.#collect(name, gauge, labels, collect)),
      });
      return gauge;
    };
    return this.#known(name, Gauge<Label>) ?? named(name, 'gauge', make);
  }

  /**
   * @param buckets upper bounds in the unit of the name.
   * @throws Error as counter does.
   */
  histogram(name: string, help: string, buckets: readonly number[]): Histogram {
    const make = () => {
      const histogram = new Histogram(name, help, buckets);
      this.#registry.registerMetric(histogram as unknown as Told);
      return histogram;
    };
    return this.#known(name, Histogram) ?? named(name, 'histogram', make);
  }

  /** All metrics in the Prometheus text format, version 0.0.4. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  #known<Kind>(name: string, kind: new (...args: never[]) => Kind): Kind | undefined {
    const known: unknown = this.#registry.getSingleMetric(name);
    if (known === undefined || known instanceof kind) return known;
    throw new Error(`${name} is already a metric of another kind`);
  }

  async #collect<Label extends string>(
    name: string,
    gauge: Gauge<Label>,
    labels: readonly Label[],
    collect: Collect<Label>,
  ): Promise<void> {
    gauge.reset();
    try {
      await collect(gauge);
    } catch {
      gauge.reset();
      if (labels.length === 0) gauge.remove();
      this.#failures.inc({ metric: name });
    }
  }
}

function named<Metric>(name: string, kind: Parameters<typeof checkMetricName>[1], make: () => Metric): Metric {
  checkMetricName(name, kind);
  return make();
}
