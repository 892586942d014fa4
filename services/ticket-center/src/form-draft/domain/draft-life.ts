/** Nobody has touched it for so long. */
const IDLE_MS = 30 * 24 * 60 * 60_000;
/** After what it is about has ended: for the work that comes after a contact. */
const AFTER_END_MS = 24 * 60 * 60_000;

export function idleUntil(now: Date): Date {
  return new Date(now.getTime() + IDLE_MS);
}

export function keptAfterEnd(now: Date): Date {
  return new Date(now.getTime() + AFTER_END_MS);
}
