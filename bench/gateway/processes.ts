import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';

const CANNOT_PIN = availableParallelism() < 2 || spawnSync('taskset', ['-V']).error !== undefined;
const NANOSECONDS = 1e6;

/** A program of ours or not, kept on one CPU where that can be done. */
export class PinnedProcess {
  readonly #lines: AsyncIterator<string>;

  private constructor(private readonly child: ChildProcess) {
    this.#lines = createInterface(child.stdout!)[Symbol.asyncIterator]();
  }

  static start(cpu: number, command: string, ...args: string[]): PinnedProcess {
    const line = CANNOT_PIN ? [command, ...args] : ['taskset', '-c', String(cpu), command, ...args];
    return new PinnedProcess(spawn(line[0]!, line.slice(1), { stdio: ['ignore', 'pipe', 'inherit'] }));
  }

  static node(cpu: number, file: string, ...args: string[]): PinnedProcess {
    return PinnedProcess.start(cpu, process.execPath, file, ...args);
  }

  /** The next line it prints. @throws Error when it has ended. */
  async line(): Promise<string> {
    const next = await this.#lines.next();
    if (next.done) throw new Error(`${this.child.spawnargs.join(' ')} ended early`);
    return next.value;
  }

  /** CPU time that its threads have used so far, to the nanosecond: /proc/<pid>/stat has ticks of 10 ms. */
  cpuMs(): number {
    const threads = `/proc/${this.child.pid}/task`;
    const onCpuNs = (thread: string) => Number(readFileSync(`${threads}/${thread}/schedstat`, 'latin1').split(' ')[0]);
    return readdirSync(threads).reduce((sum, thread) => sum + onCpuNs(thread), 0) / NANOSECONDS;
  }

  memoryMiB(): number {
    const resident = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${this.child.pid}/status`, 'latin1'))?.[1];
    return Math.round(Number(resident) / 1_024);
  }

  stop(): void {
    this.child.kill('SIGKILL');
  }
}

export function isPinned(): boolean {
  return !CANNOT_PIN;
}
