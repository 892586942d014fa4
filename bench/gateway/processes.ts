import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';

const CANNOT_PIN = availableParallelism() < 2 || spawnSync('taskset', ['-V']).error !== undefined;
/** Of utime and stime in /proc/<pid>/stat, on every Linux that matters. */
const TICK_MS = 10;

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

  /** CPU time it has used so far, with the children it waited for not counted. */
  cpuMs(): number {
    const stat = readFileSync(`/proc/${this.child.pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
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
