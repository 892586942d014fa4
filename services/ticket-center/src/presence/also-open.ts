import type { Doing, Presence } from './presence-board.js';

/** Somebody who has the ticket open as well. */
export interface AlsoOpen {
  readonly personId: string;
  readonly doing: Doing;
  /** ISO-8601. */
  readonly since: string;
}

const STRENGTH: Readonly<Record<Doing, number>> = { viewing: 0, editing: 1, typing: 2 };

/** Everybody but one, each once with the most they do on any screen; whoever came first stands first. */
export function alsoOpen(presences: readonly Presence[], butFor: string): AlsoOpen[] {
  const people = new Map<string, AlsoOpen>();
  for (const { personId, doing, since } of presences) {
    const known = people.get(personId);
    if (personId === butFor || (known && !isMore({ doing, since }, known))) continue;
    people.set(personId, { personId, doing, since });
  }
  return [...people.values()].sort((a, b) => compare(a.since, b.since) || compare(a.personId, b.personId));
}

function isMore(one: Pick<AlsoOpen, 'doing' | 'since'>, other: AlsoOpen): boolean {
  const more = STRENGTH[one.doing] - STRENGTH[other.doing];
  return more > 0 || (more === 0 && one.since < other.since);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
