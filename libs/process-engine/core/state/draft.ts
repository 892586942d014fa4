import type { Incident } from '../../incident.js';
import type { LiveElement, Snapshot, Wait } from '../../snapshot.js';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

type State = Mutable<Snapshot> & {
  elements: Record<number, LiveElement>;
  waits: Record<number, Wait>;
  incidents: Record<number, Incident>;
};

export type OwnElement = Mutable<LiveElement> & { tokens?: string[] };

/**
 * A snapshot under way. Its tables are its own, and so is each element as soon as it is changed; everything else is shared
 * with the snapshot it began from and is only ever replaced.
 */
export class Draft {
  readonly state: State;
  private readonly owned = new Set<number>();

  constructor(snapshot: Snapshot = nothing) {
    this.state = {
      ...snapshot,
      elements: { ...snapshot.elements },
      waits: { ...snapshot.waits },
      incidents: { ...snapshot.incidents },
    };
  }

  add(element: OwnElement): void {
    this.state.elements[element.id] = element;
    this.owned.add(element.id);
  }

  /** The element, to be changed in place. */
  own(id: number): OwnElement {
    const element = this.state.elements[id]!;
    if (this.owned.has(id)) return element as OwnElement;
    const copy: OwnElement = { ...element } as OwnElement;
    if (element.tokens) copy.tokens = element.tokens.slice();
    this.add(copy);
    return copy;
  }

  /** Numbers are given out once. */
  use(id: number): void {
    if (id >= this.state.next) this.state.next = id + 1;
  }
}

/** What there is before the first record. */
const nothing: Snapshot = {
  instance: '',
  definition: { id: '', version: 0 },
  state: 'active',
  seq: 0,
  next: 1,
  run: 1,
  nodeRuns: 0,
  elements: {},
  waits: {},
  incidents: {},
  deferred: [],
  lastDone: [],
  writes: {},
};
