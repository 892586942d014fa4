import {
  catchError,
  distinctUntilChanged,
  exhaustMap,
  from,
  merge,
  of,
  shareReplay,
  share,
  throttleTime,
  timer,
  type Observable,
} from 'rxjs';

/** Other instances change boards too, and tickets grow old, so it is looked at even when nobody here has changed it. */
const LOOK_EVERY_MS = 1_000;
/** A burst of changes is one look. */
const BURST_MS = 200;
/** Shown again although nothing changed, so that everybody sees that it is not older than 5 s. */
const REPEAT_MS = 4_000;

/**
 * A board as it changes, for any number of watchers: one look at a time, none while nobody watches, the last board at once
 * for a newcomer. Null stands for a board that cannot be read now; the looks go on.
 */
export function boardFeed<Board extends { readonly asOf: string }>(
  read: () => Promise<Board>,
  changes: Observable<unknown>,
  failed: (error: unknown) => void,
): Observable<Board | null> {
  const occasions = merge(
    timer(0, LOOK_EVERY_MS),
    changes.pipe(throttleTime(BURST_MS, undefined, { leading: true, trailing: true })),
  );
  const unreadable = (error: unknown) => {
    failed(error);
    return of(null);
  };
  const look = () => from(read()).pipe(catchError(unreadable));
  const looks = occasions.pipe(exhaustMap(look), share());
  return merge(
    looks.pipe(distinctUntilChanged<Board | null>(showsTheSame)),
    looks.pipe(throttleTime(REPEAT_MS, undefined, { leading: false, trailing: true })),
  ).pipe(shareReplay({ bufferSize: 1, refCount: true }));
}

function showsTheSame(one: { readonly asOf: string } | null, other: { readonly asOf: string } | null): boolean {
  return JSON.stringify({ ...one, asOf: null }) === JSON.stringify({ ...other, asOf: null });
}
