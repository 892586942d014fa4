import { ServiceTimeout } from './remote-error.js';

/** The one who asked does not wait any more: says nothing about the target. `cause` is the reason of their signal. */
export class CallerGone extends Error {}

/**
 * Runs the work with a signal that aborts after `ms` with ServiceTimeout, or with CallerGone when the caller's signal does.
 * What the work leaves behind (a body still streaming) is not timed any more.
 */
export async function withinTime<T>(
  target: string,
  ms: number,
  caller: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const timeUp = () =>
    controller.abort(new ServiceTimeout(target, `${target} did not answer within ${Math.round(ms)} ms`));
  const leave = () => controller.abort(new CallerGone('the caller has gone', { cause: caller?.reason }));
  const timer = setTimeout(timeUp, ms);
  caller?.addEventListener('abort', leave);
  if (caller?.aborted) leave();
  try {
    controller.signal.throwIfAborted();
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    caller?.removeEventListener('abort', leave);
  }
}
