import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ArchivedKey } from '#libs/personal-data/keys/tenant-keys';
import type { Rows } from './customer-rows.js';
import type { Span } from './rows-worker.js';

const THREADS = 2;
const AT_ONCE = 5_000;

/** The rows of many customers, in the order of their numbers; the next are made while those before are written. */
export async function* rowsInThreads(all: Span, keys: readonly ArchivedKey[]): AsyncGenerator<Rows> {
  const program = new URL('rows-worker.js', import.meta.url);
  const workers = Array.from({ length: THREADS }, () => new Worker(program, { workerData: keys }));
  try {
    let { from } = all;
    const ask = (worker: Worker): Promise<Rows> | undefined => {
      if (from >= all.until) return undefined;
      const span: Span = { from, until: Math.min(all.until, from + AT_ONCE) };
      from = span.until;
      return answer(worker, span);
    };
    const asked = workers.map(ask);
    for (let turn = 0; ; turn = (turn + 1) % THREADS) {
      const made = await asked[turn];
      if (!made) return;
      asked[turn] = ask(workers[turn]!);
      yield made;
    }
  } finally {
    for (const worker of workers) await worker.terminate();
  }
}

async function answer(worker: Worker, span: Span): Promise<Rows> {
  const answered = once(worker, 'message') as Promise<[Rows]>;
  worker.postMessage(span);
  return (await answered)[0];
}
