import type { Histogram as Told, MetricType } from 'prom-client';

/** Its declaration says that it is a number. */
const TYPE = 'histogram' as unknown as MetricType;

/** One combination of labels. Values in the unit of the histogram's name. */
export class Series {
  sum = 0;
  /** Of each bucket by itself; the last is of what is above all bounds. */
  readonly counts: number[];

  constructor(
    readonly labels: Readonly<Record<string, string>>,
    private readonly bounds: readonly number[],
  ) {
    this.counts = [...bounds, Infinity].map(() => 0);
  }

  observe(value: number): void {
    let at = 0;
    while (at < this.bounds.length && value > this.bounds[at]!) at += 1;
    this.counts[at]! += 1;
    this.sum += value;
  }
}

/** Whoever observes often keeps the series: prom-client's own histogram looks it up each time, by a text made of all labels. */
export class Histogram {
  readonly #series = new Map<string, Series>();

  constructor(
    readonly name: string,
    private readonly help: string,
    private readonly bounds: readonly number[],
  ) {}

  /** The same for the same labels. */
  series(labels: Readonly<Record<string, string>> = {}): Series {
    const key = JSON.stringify(labels);
    const known = this.#series.get(key);
    if (known !== undefined) return known;
    const series = new Series(labels, this.bounds);
    this.#series.set(key, series);
    return series;
  }

  /** As prom-client's registry asks. */
  async get(): ReturnType<Told['get']> {
    const values = [...this.#series.values()].flatMap((series) => this.#lines(series));
    return { ...{ name: this.name, help: this.help, type: TYPE, aggregator: 'sum' }, collect: () => {}, values };
  }

  #lines({ labels, counts, sum }: Series) {
    let below = 0;
    const buckets = [...this.bounds, '+Inf'].map((le, at) => ({
      ...{ metricName: `${this.name}_bucket`, labels: { le, ...labels } },
      value: (below += counts[at]!),
    }));
    const of = (what: string, value: number) => ({ metricName: `${this.name}_${what}`, labels, value });
    return [...buckets, of('sum', sum), of('count', below)];
  }
}
