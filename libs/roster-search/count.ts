import { Worker } from 'node:worker_threads';
import type { CountedShifts, DemandForShifts } from '#libs/workforce/shifts/shift-counts';
import { program } from './program.js';

/** How many of each shift are needed, in a thread of its own. */
export function countInThread(demand: DemandForShifts, signal?: AbortSignal): Promise<CountedShifts> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(program('count-worker'), { workerData: demand });
    const end = () => void worker.terminate();
    signal?.addEventListener('abort', end, { once: true });
    worker.on('message', resolve);
    worker.on('error', reject);
    worker.on('exit', () => {
      signal?.removeEventListener('abort', end);
      reject(new Error('the count of shifts was ended'));
    });
  });
}
