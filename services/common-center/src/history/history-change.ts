import type { HistoryEntry } from './history.schema.js';

/** What one event tells of an entry. */
export interface HistoryChange extends Pick<HistoryEntry, 'id' | 'kind'> {
  readonly customerId?: string | null;
  readonly number?: string;
  readonly type?: string;
  /** Absent when the event says nothing of it; an entry of which no event told yet is `unknown`. */
  readonly status?: string;
  readonly outcome?: string | null;
  readonly linkedIds?: readonly (string | null)[];
}

/**
 * The entry after one more event. Events may come in any order: what is known stays known, a status is changed by a later
 * event only, and the earliest event is the start.
 */
export function changed(known: HistoryEntry | null, change: HistoryChange, at: Date): HistoryEntry {
  const { id, kind } = change;
  const entry = known ?? { id, kind, ...NOTHING, statusAt: new Date(0), startedAt: at };
  const tellsStatus = change.status !== undefined && at >= entry.statusAt;
  return {
    ...entry,
    customerId: change.customerId ?? entry.customerId,
    number: change.number ?? entry.number,
    type: change.type ?? entry.type,
    startedAt: at < entry.startedAt ? at : entry.startedAt,
    ...(tellsStatus && { status: change.status, outcome: change.outcome ?? null, statusAt: at }),
  };
}

const NOTHING = { customerId: null, number: null, type: null, status: 'unknown', outcome: null };
