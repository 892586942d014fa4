import { defer, distinctUntilChanged, filter, interval, map, merge, of, switchMap, tap, type Observable } from 'rxjs';
import { alsoOpen, type AlsoOpen } from './also-open.js';
import type { Presence } from './presence-board.js';

/** How late it is seen that somebody's time is over. */
const LOOK_MS = 1_000;

/**
 * Who else has it open, at once and at every change. What was read is believed until something is heard or somebody's time is
 * over: then it is read again, for they may have said so again in the meantime.
 */
export function presenceFeed(
  read: () => Promise<Presence[]>,
  hints: Observable<void>,
  now: () => Date,
  butFor: string,
): Observable<AlsoOpen[]> {
  return defer(() => {
    let known: readonly Presence[] = [];
    const lapses = interval(LOOK_MS).pipe(filter(() => known.some(({ until }) => until <= now().getTime())));
    return merge(of(undefined), hints, lapses).pipe(
      switchMap(read),
      tap((presences) => (known = presences)),
      map((presences) => alsoOpen(presences, butFor)),
      distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
    );
  });
}
