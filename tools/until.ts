import { setTimeout as pause } from 'node:timers/promises';

export interface Patience {
  /** In ms. */
  readonly withinMs: number;
}

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Looks again and again, ever less often, until there is something.
 * @throws Error naming what was awaited.
 */
export async function until<T>(what: string, look: () => Promise<T | undefined>, { withinMs }: Patience): Promise<T> {
  const end = performance.now() + withinMs;
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 1.5, LONGEST_PAUSE_MS)) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (performance.now() + wait > end) throw new Error(`not within ${withinMs / 1_000} s: ${what}`);
    await pause(wait);
  }
}

/** Asks until it is not refused. @throws the last refusal */
export async function untilAnswered<T>(ask: () => Promise<T>, patience: Patience): Promise<T> {
  let refusal: unknown;
  const look = () =>
    ask().catch((error: unknown) => {
      refusal = error;
      return undefined;
    });
  return until('an answer', look, patience).catch(() => {
    throw refusal;
  });
}
