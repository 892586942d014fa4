import { parentPort, workerData } from 'node:worker_threads';
import { DomainError } from '#libs/kernel/domain-error';
import { staffedDay, type MixedDay, type StaffedInterval } from './staffed-day.js';

/** What the thread says. */
export type StaffingSaid =
  | { readonly staffed: StaffedInterval }
  | { readonly day: string; readonly intervals: readonly StaffedInterval[] }
  | { readonly done: true }
  | { readonly refused: string };

const say = (said: StaffingSaid) => parentPort!.postMessage(said);

try {
  for (const day of workerData as readonly MixedDay[]) {
    const intervals: StaffedInterval[] = [];
    for (const staffed of staffedDay(day)) {
      intervals.push(staffed);
      say({ staffed });
    }
    say({ day: day.date, intervals });
  }
  say({ done: true });
} catch (error) {
  if (!(error instanceof DomainError)) throw error;
  say({ refused: error.code });
}
