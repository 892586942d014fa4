import type { JournalRow } from '#libs/persistence/rows/aggregate-store';
import type { ContactEvent } from '../domain/contact.events.js';

const INSTANTS: ReadonlySet<string> = new Set(['notBefore', 'again']);

/** What happened, as it was recorded; in the journal instants are texts. */
export function eventOf({ type, at, data }: JournalRow): ContactEvent {
  const entries = Object.entries(data).map(([name, value]) => {
    return [name, INSTANTS.has(name) && typeof value === 'string' ? new Date(value) : value] as const;
  });
  return { type, at, ...Object.fromEntries(entries) } as unknown as ContactEvent;
}
