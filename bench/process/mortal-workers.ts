import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { TimerOrders } from './timer-worker.js';

/** Few claimers with many rows each. */
const WORKERS = 2;
/** Each lives for a random time up to so long. */
const LONGEST_LIFE_MS = 2_000;
const PROGRAM = join(import.meta.dirname, 'timer-worker.js');

/** Workers that share the partitions. Who is killed is replaced at once by one that was waiting. */
export class MortalWorkers {
  kills = 0;
  readonly #living = new Set<ChildProcess>();
  readonly #over = new AbortController();
  readonly #spare: Promise<ChildProcess>[][];
  #places: Promise<void>[] = [];

  /** @param spares how many wait in each place */
  constructor(
    private readonly orders: Omit<TimerOrders, 'partitions'>,
    partitions: number,
    spares: number,
  ) {
    const shares = Array.from({ length: WORKERS }, (_, place) =>
      Array.from({ length: partitions }, (_, partition) => partition).filter((each) => each % WORKERS === place),
    );
    this.#spare = shares.map((share) => Array.from({ length: spares + 1 }, () => this.#born(share)));
  }

  /** Resolves when all stand by. */
  async ready(): Promise<void> {
    await Promise.all(this.#spare.flat());
  }

  /** They work; with `die` each until it is killed with -9, as long as there is one to take its place. */
  work(die: boolean): void {
    this.#places = this.#spare.map((spares) => this.#succeed(spares, die));
  }

  async stop(): Promise<void> {
    this.#over.abort();
    await Promise.all(this.#places);
    await Promise.all([...this.#living].map((each) => this.#kill(each)));
  }

  async #succeed(spares: Promise<ChildProcess>[], die: boolean): Promise<void> {
    for (;;) {
      const child = await spares.shift()!;
      child.stdin!.write('go\n');
      if (!die || spares.length === 0) return;
      const life = LONGEST_LIFE_MS * Math.random();
      await pause(life, undefined, { signal: this.#over.signal }).catch(() => undefined);
      if (this.#over.signal.aborted) return;
      await this.#kill(child);
      this.kills++;
    }
  }

  async #born(partitions: readonly number[]): Promise<ChildProcess> {
    const orders: TimerOrders = { ...this.orders, partitions };
    const child = spawn(process.execPath, [PROGRAM, JSON.stringify(orders)], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#living.add(child);
    await once(createInterface(child.stdout), 'line');
    return child;
  }

  async #kill(child: ChildProcess): Promise<void> {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    this.#living.delete(child);
  }
}
