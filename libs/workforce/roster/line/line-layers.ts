import type { Corridor } from './corridor.js';
import { REST, type Arc, type LineGraph } from './line-graph.js';
import { grownBy, placeOf, TOO_MUCH, waysToCount, type Limited } from './running-counts.js';

const MOST_MINUTES = 2 ** 31 - 1;

/** Room for layers, which those who search one after the other share. */
export class LayerRoom {
  #costs = new Float64Array(0);

  /** Filled with ∞. */
  of(size: number): Float64Array<ArrayBuffer> {
    if (this.#costs.length < size) this.#costs = new Float64Array(size);
    return this.#costs.fill(Infinity, 0, size);
  }
}

/** For each node and count, between which minutes it is reached: from, and to which no longer. */
class Reached {
  readonly from: Int32Array;
  readonly to: Int32Array;

  constructor(size: number) {
    this.from = new Int32Array(size).fill(MOST_MINUTES);
    this.to = new Int32Array(size);
  }

  widen(place: number, from: number, to: number): void {
    if (from < this.from[place]!) this.from[place] = from;
    if (to > this.to[place]!) this.to[place] = to;
  }
}

/** A way to a state from one of the day before. */
export interface Step {
  readonly arc: Arc;
  readonly state: number;
  /** Of the cheapest way to the state before. */
  readonly cost: number;
}

/**
 * What it costs at least to be at a node of a {@link LineGraph} after so many days, with so many minutes and counts so far: a shortest path with
 * resources, layer by layer. Only costs are kept; the ways that lead to them are found backwards.
 */
export class LineLayers {
  readonly #width: number;
  readonly #ways: number;
  readonly #perNode: number;
  readonly #size: number;
  readonly #grown: Int32Array[] = [];
  #costs = new Float64Array(0);

  /** @param minutesOf of each kind, in the unit of the corridor of minutes */
  constructor(
    private readonly graph: LineGraph,
    private readonly days: number,
    private readonly minutes: Corridor,
    private readonly minutesOf: readonly number[],
    private readonly limited: readonly Limited[],
  ) {
    this.#width = minutes.width;
    this.#ways = waysToCount(limited);
    this.#perNode = this.#width * this.#ways;
    this.#size = graph.nodes * this.#perNode;
  }

  /** @param prices of each kind on each day, ∞ where it cannot be, at day × (kinds + 1) + kind + 1 */
  fill(prices: Float64Array, room: LayerRoom): void {
    const { nodes, start, arcs } = this.graph;
    this.#costs = room.of((this.days + 1) * this.#size);
    this.#costs[start * this.#perNode] = 0;
    let reached = new Reached(nodes * this.#ways);
    reached.widen(start * this.#ways, 0, 1);
    for (let day = 0; day < this.days; day++) {
      const next = new Reached(nodes * this.#ways);
      for (const arc of arcs) {
        const price = prices[day * (this.minutesOf.length + 1) + arc.kind + 1]!;
        if (price < Infinity) this.#follow(day, arc, price, reached, next);
      }
      reached = next;
    }
  }

  /**
   * After the last day, so many states that worked enough, the cheapest first.
   * @param least minutes, in the unit of the corridor @param mostCost none that costs more
   */
  ends(least: number, most: number, mostCost = Infinity): Step['state'][] {
    const enough = Math.max(0, least - this.minutes.from[this.days]!);
    const best: number[] = [];
    for (let state = 0; state < this.#size; state++) {
      const cost = this.cost(this.days, state);
      if (cost === Infinity || cost > mostCost || state % this.#width < enough) continue;
      if (best.length === most && cost >= this.cost(this.days, best.at(-1)!)) continue;
      const place = best.findLastIndex((other) => this.cost(this.days, other) <= cost) + 1;
      best.splice(place, 0, state);
      if (best.length > most) best.pop();
    }
    return best;
  }

  /** Of the cheapest way to a state. */
  cost(days: number, state: number): number {
    return this.#costs[days * this.#size + state]!;
  }

  /** All ways to a state, each by a day after a state before. @param days after which it is reached */
  *into(days: number, state: number): Generator<Step> {
    const day = days - 1;
    const node = Math.floor(state / this.#perNode);
    const count = Math.floor((state % this.#perNode) / this.#width);
    for (const arc of this.graph.into[node]!) {
      const minutes = (state % this.#width) - this.#minutesBy(day, arc);
      if (minutes < 0 || minutes >= this.#width) continue;
      const begin = placeOf(arc.kind, arc.afterWork, this.#ways);
      for (let had = 0; had < this.#ways; had++) {
        if (this.#grownOn(day)[begin + had] !== count) continue;
        const before = arc.from * this.#perNode + had * this.#width + minutes;
        const cost = this.cost(day, before);
        if (cost < Infinity) yield { arc, state: before, cost };
      }
    }
  }

  #follow(day: number, { from, to, kind, afterWork }: Arc, price: number, reached: Reached, next: Reached): void {
    const costs = this.#costs;
    const by = this.#minutesBy(day, { kind });
    const grown = this.#grownOn(day);
    const begin = placeOf(kind, afterWork, this.#ways);
    for (let count = 0; count < this.#ways; count++) {
      const then = grown[begin + count]!;
      const place = from * this.#ways + count;
      const least = Math.max(reached.from[place]!, -by);
      const most = Math.min(reached.to[place]!, this.#width - by);
      if (then === TOO_MUCH || least >= most) continue;
      next.widen(to * this.#ways + then, least + by, most + by);
      const here = day * this.#size + from * this.#perNode + count * this.#width;
      const there = (day + 1) * this.#size + to * this.#perNode + then * this.#width + by;
      for (let minutes = least; minutes < most; minutes++) {
        const cost = costs[here + minutes]! + price;
        if (cost < costs[there + minutes]!) costs[there + minutes] = cost;
      }
    }
  }

  #minutesBy(day: number, { kind }: Pick<Arc, 'kind'>): number {
    const worked = kind === REST ? 0 : this.minutesOf[kind]!;
    return worked + this.minutes.from[day]! - this.minutes.from[day + 1]!;
  }

  #grownOn(day: number): Int32Array {
    return (this.#grown[day] ??= grownBy(this.limited, this.minutesOf.length, day));
  }
}
