import { setTimeout as pause } from 'node:timers/promises';

export interface Patience {
  /** Milliseconds until it gives up. */
  readonly within?: number;
  /** Milliseconds between two looks. */
  readonly every?: number;
}

/**
 * Repeats the check until it passes, that is until it neither throws nor answers false, and gives its answer.
 * For what crosses processes and has no moment to wait for; inside one process await the thing itself.
 * @throws Error naming what was awaited and how the last check failed, which is its cause.
 */
export async function eventually<T>(
  what: string,
  check: () => T | Promise<T>,
  { within = 10_000, every = 50 }: Patience = {},
): Promise<Exclude<T, false>> {
  const start = performance.now();
  for (let looks = 1; ; looks += 1) {
    try {
      const answer = await check();
      if (answer !== false) return answer as Exclude<T, false>;
      throw new Error('it was false');
    } catch (cause) {
      if (performance.now() - start + every > within) throw givenUp(what, within, looks, cause);
    }
    await pause(every);
  }
}

function givenUp(what: string, within: number, looks: number, cause: unknown): Error {
  const last = cause instanceof Error ? cause.message : String(cause);
  return new Error(`not within ${within} ms (${looks} looks): ${what}; at the last look: ${last}`, { cause });
}
