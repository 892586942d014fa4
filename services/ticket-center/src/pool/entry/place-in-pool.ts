import type { Priority } from '#libs/contracts/ticket-center/ticket-events';
import type { PoolEntryRow } from './pool-entry.schema.js';

const RANKS: readonly Priority[] = ['urgent', 'high', 'normal', 'low'];
/** Of what nothing was promised: behind all of the same priority that something was. */
const NEVER = new Date('9999-12-31T00:00:00Z');

/** Where it stands: by priority, then by what is due first, then by the ticket's age. */
export type Place = Pick<PoolEntryRow, 'rank' | 'dueAt' | 'openedAt'>;

export function placeOf(priority: Priority, dueAt: Date | null, openedAt: Date): Place {
  return { rank: RANKS.indexOf(priority), dueAt: dueAt ?? NEVER, openedAt };
}

export function priorityOf({ rank }: Pick<Place, 'rank'>): Priority {
  return RANKS[rank]!;
}

export const IN_ORDER = { rank: 'ASC', dueAt: 'ASC', openedAt: 'ASC', id: 'ASC' } as const;
