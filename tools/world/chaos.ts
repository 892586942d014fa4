import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../seeded-random.js';
import { realParts } from './real-parts.js';
import type { ServiceProcess } from './service-process.js';

/** One who was killed and came back. */
export interface Kill {
  readonly victim: string;
  /** Since the chaos began. */
  readonly atSeconds: number;
  /** From the kill until it was ready again. */
  readonly downSeconds: number;
}

/** Somebody who can be killed without warning and started again. */
interface Victim {
  readonly name: string;
  kill(): Promise<void>;
  /** Resolves when it is ready again. */
  revive(): Promise<void>;
}

/** How long somebody stays dead at least, and how long all live between two kills; each drawn anew. In ms. */
const DEATH_MS = { shortest: 0, longest: 3_000 };
const PEACE_MS = { shortest: 5_000, longest: 15_000 };

/** Kills one after the other, each in turn and in an order of the seed's, until it is told to stop. */
export class Chaos {
  readonly kills: Kill[] = [];
  readonly #begun = performance.now();
  readonly #over = new AbortController();
  readonly #running: Promise<void>;

  constructor(
    private readonly seed: number,
    processes: readonly ServiceProcess[],
    private readonly onKill: (name: string) => void,
  ) {
    this.#running = this.#reign([...processes.map(serviceVictim), brokerVictim()]);
    // Told when it is stopped.
    this.#running.catch(() => {});
  }

  /** Resolves when everybody is back. @throws when somebody did not come back */
  async stop(): Promise<void> {
    this.#over.abort();
    await this.#running;
  }

  async #reign(victims: readonly Victim[]): Promise<void> {
    for (let round = 0; !this.#over.signal.aborted; round += 1) {
      for (const victim of shuffled(victims, this.seed, round)) {
        await this.#peace(round, victim.name);
        if (this.#over.signal.aborted) return;
        await this.#strike(victim, round);
      }
    }
  }

  async #strike(victim: Victim, round: number): Promise<void> {
    const at = performance.now();
    this.onKill(victim.name);
    await victim.kill();
    await pause(this.#drawn(DEATH_MS, round, victim.name));
    await victim.revive();
    const [atSeconds, downSeconds] = [at - this.#begun, performance.now() - at].map((ms) => ms / 1_000) as [
      number,
      number,
    ];
    this.kills.push({ victim: victim.name, atSeconds, downSeconds });
  }

  async #peace(round: number, before: string): Promise<void> {
    await pause(this.#drawn(PEACE_MS, round, before), undefined, { signal: this.#over.signal }).catch(() => undefined);
  }

  #drawn({ shortest, longest }: typeof PEACE_MS, round: number, name: string): number {
    return shortest + (longest - shortest) * seededRandom(this.seed, longest, round, name);
  }
}

function serviceVictim(service: ServiceProcess): Victim {
  const revive = async () => {
    service.start();
    await service.ready();
  };
  return { name: service.name, kill: () => service.kill(), revive };
}

function brokerVictim(): Victim {
  return {
    name: 'rocketmq',
    kill: async () => (await realParts()).killPart('rocketmq'),
    revive: async () => void (await (await realParts()).startPart('rocketmq')),
  };
}

function shuffled<T extends { name: string }>(all: readonly T[], seed: number, round: number): T[] {
  const drawn = (each: T) => seededRandom(seed, 'order', round, each.name);
  return all.toSorted((a, b) => drawn(a) - drawn(b));
}
