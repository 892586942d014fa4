import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '#libs/kernel/id';
import type { Variables } from '#libs/process-engine/variables';
import { TASKS, COMMANDS_PER_INSTANCE, VARIABLES } from './ten-nodes.js';
import type { ProcessEngine } from './process-engine.js';

const START = { definition: 'measured', binding: 1, businessKey: null } as const;
/** Between the commands to an instance, under steady load. */
const PEOPLE_TAKE_MS = 250;

/** Sends instances of the ten nodes through one engine or several, in the tenant's context. */
export class Load {
  /** The task that waits, by instance. */
  readonly #waits = new Map<string, number>();

  /** @param variables what each starts with */
  constructor(
    private readonly engines: readonly ProcessEngine[],
    private readonly variables: () => Variables = () => VARIABLES,
  ) {
    for (const { runtime } of engines)
      runtime.onCommitted(({ changes }) => {
        for (const { instance, tasks } of changes)
          for (const { wait } of tasks.opened) this.#waits.set(instance.id, wait);
      });
  }

  /** Instances per second, so many of them under way at once: the next command as soon as the last is committed. */
  async flood(instances: number, atOnce: number): Promise<number> {
    let next = 0;
    const one = async (engine: ProcessEngine) => {
      while (next++ < instances) {
        const id = newId(new Date());
        for (let command = 0; command < COMMANDS_PER_INSTANCE; command++) await this.#send(engine, id, command);
      }
    };
    const start = performance.now();
    await Promise.all(Array.from({ length: atOnce }, (_, index) => one(this.#engine(index))));
    return instances / ((performance.now() - start) / 1_000);
  }

  /** Milliseconds from when each command was due to its commit; commands come at their times, whatever became of others. */
  async steady(instances: number, commandsPerSecond: number): Promise<number[]> {
    const latencies: number[] = [];
    const everyMs = (1_000 * COMMANDS_PER_INSTANCE) / commandsPerSecond;
    const start = performance.now();
    const one = async (index: number) => {
      const id = newId(new Date());
      for (let command = 0; command < COMMANDS_PER_INSTANCE; command++) {
        const due = start + index * everyMs + command * PEOPLE_TAKE_MS;
        await pause(Math.max(0, due - performance.now()));
        await this.#send(this.#engine(index), id, command);
        latencies.push(performance.now() - due);
      }
    };
    await Promise.all(Array.from({ length: instances }, (_, index) => one(index)));
    return latencies;
  }

  #engine(index: number): ProcessEngine {
    return this.engines[index % this.engines.length]!;
  }

  #send({ runtime }: ProcessEngine, instance: string, command: number) {
    const key = `${instance}:${command}`;
    if (command === 0) return runtime.submit({ key, instance, start: { ...START, variables: this.variables() } });
    const result = { [`${TASKS[command - 1]!}-done`]: true };
    const wait = this.#waits.get(instance)!;
    if (command === TASKS.length) this.#waits.delete(instance);
    return runtime.submit({ key, instance, command: { type: 'complete-task', wait, result, by: 'u-1' } });
  }
}
