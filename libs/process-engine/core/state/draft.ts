import type { Incident } from '../../incident.js';
import type { LiveElement, Snapshot, Wait } from '../../snapshot.js';

/** A snapshot under way: its three tables are its own, what is in them is shared and only ever replaced. */
export type Draft = { -readonly [Key in keyof Snapshot]: Snapshot[Key] } & {
  elements: Record<number, LiveElement>;
  waits: Record<number, Wait>;
  incidents: Record<number, Incident>;
};

export function draftOf(snapshot: Snapshot): Draft {
  return {
    ...snapshot,
    elements: { ...snapshot.elements },
    waits: { ...snapshot.waits },
    incidents: { ...snapshot.incidents },
  };
}

/** What there is before the first record. */
export function emptyDraft(): Draft {
  return {
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
}
