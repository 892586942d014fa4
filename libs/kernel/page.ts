import { domainError } from './domain-error.js';

/** A page of a list. `next` is the cursor of the following page, null on the last. */
export interface Page<T> {
  readonly items: T[];
  readonly next: string | null;
}

export class InvalidCursor extends domainError('invalid-cursor', 'invalid') {}

/**
 * Cuts a page from rows read with `limit + 1`: the extra row only tells that there is more.
 * `keyOf` gives the values the list is ordered by, unique together.
 */
export function pageOf<T>(rows: T[], limit: number, keyOf: (row: T) => string[]): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null };
}

/** What a list is gone on with after the row of this key. */
export function encodeCursor(key: string[]): string {
  return btoa(encodeURIComponent(JSON.stringify(key)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** @throws InvalidCursor when it is not a cursor of `length` values. */
export function decodeCursor(cursor: string, length: number): string[] {
  const key = parse(cursor);
  if (!Array.isArray(key) || key.length !== length || !key.every((part) => typeof part === 'string')) {
    throw new InvalidCursor('The cursor is not one that a list of this API gave.');
  }
  return key;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(decodeURIComponent(atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))));
  } catch {
    return undefined;
  }
}
