import type { Clock } from '#libs/kernel/clock';
import { z } from 'zod';
import { add, count, emptyTally, type Ending, type Tally } from './tally.js';

const SLOT_MS = 30_000;
const SLOTS = 20;
/** In one slot: of those who come after that only the tenant is told apart, and beyond twice as many nothing is. */
const MOST_CELLS = 2_000;
/** Stands for all that are no longer told apart, and for what is not known. */
export const OTHERS = '*';

/** Who called what. */
export const CallKind = z.object({
  tenantId: z.string(),
  /** Account, client or visitor id; never an address. */
  client: z.string(),
  service: z.string(),
  method: z.string(),
  route: z.string(),
});
export type CallKind = Readonly<z.output<typeof CallKind>>;

const REST: CallKind = { tenantId: OTHERS, client: OTHERS, service: OTHERS, method: OTHERS, route: OTHERS };

export interface Cell {
  readonly kind: CallKind;
  readonly tally: Tally;
}

/** What begins at one time: tenant, client, route and method, one inside the other. */
class Slot {
  readonly cells: Cell[] = [];
  readonly #tenants = new Map<string, Map<string, Map<string, Map<string, Cell>>>>();

  constructor(readonly begin: number) {}

  cell(kind: CallKind): Cell {
    const { tenantId, client, route, method } = kind;
    return this.#tenants.get(tenantId)?.get(client)?.get(route)?.get(method) ?? this.#more(kind);
  }

  #more(kind: CallKind): Cell {
    if (this.cells.length < MOST_CELLS || kind === REST) return this.#made(kind);
    if (this.cells.length >= 2 * MOST_CELLS) return this.cell(REST);
    return kind.client === OTHERS ? this.#made(kind) : this.cell({ ...kind, client: OTHERS });
  }

  #made(kind: CallKind): Cell {
    const { tenantId, client, route, method } = kind;
    const cell = { kind, tally: emptyTally() };
    const clients = entered(this.#tenants, tenantId);
    entered(entered(clients, client), route).set(method, cell);
    this.cells.push(cell);
    return cell;
  }
}

/** Calls of the last ten minutes by who and what, in slots of half a minute; of bounded size. */
export class CallsWindow {
  #slots: Slot[] = [];

  constructor(private readonly clock: Clock) {}

  count(kind: CallKind, ending: Ending, ms: number | undefined): void {
    count(this.#slot().cell(kind).tally, ending, ms);
  }

  /**
   * Of the last minutes, added up by whatever `by` makes of a kind.
   * @param by undefined: it does not count.
   */
  sums(minutes: number, by: (kind: CallKind) => string | undefined): Map<string, Tally> {
    const since = this.clock.ms() - minutes * 60_000;
    const sums = new Map<string, Tally>();
    for (const { begin, cells } of this.#slots) {
      if (begin + SLOT_MS <= since) continue;
      for (const { kind, tally } of cells) {
        const key = by(kind);
        if (key !== undefined) add(summed(sums, key), tally);
      }
    }
    return sums;
  }

  #slot(): Slot {
    const now = this.clock.ms();
    const last = this.#slots.at(-1);
    if (last !== undefined && now < last.begin + SLOT_MS) return last;
    const slot = new Slot(now - (now % SLOT_MS));
    this.#slots = [...this.#slots.slice(1 - SLOTS), slot];
    return slot;
  }
}

function entered<V>(map: Map<string, Map<string, V>>, key: string): Map<string, V> {
  const known = map.get(key);
  if (known !== undefined) return known;
  const fresh = new Map<string, V>();
  map.set(key, fresh);
  return fresh;
}

function summed(sums: Map<string, Tally>, key: string): Tally {
  const known = sums.get(key);
  if (known !== undefined) return known;
  const fresh = emptyTally();
  sums.set(key, fresh);
  return fresh;
}
