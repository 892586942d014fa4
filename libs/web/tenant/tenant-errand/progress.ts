import type { Clock } from '#libs/kernel/clock';

/** Told after each part; rejects when the process is about to end, so that what goes on stops. */
export type OnProgress = (done: number, total: number) => Promise<void>;

/** Each note is a transaction, which takes longer than many a part does. */
const EVERY_MS = 500;

/** Notes the first part, the last, and now and then one between. */
export function notedNowAndThen(clock: Clock, note: OnProgress): OnProgress {
  let noted = -Infinity;
  return async (done, total) => {
    const now = clock.ms();
    if (done < total && now - noted < EVERY_MS) return;
    noted = now;
    await note(done, total);
  };
}
