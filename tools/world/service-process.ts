import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

export interface ProcessOptions {
  readonly name: string;
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  readonly port: number;
  /** Its output is appended here. */
  readonly log: string;
}

const READY_WITHIN_MS = 120_000;
const STOPPED_WITHIN_MS = 10_000;

/** A service as a process of its own, always on the same port. */
export class ServiceProcess {
  #child: ChildProcess | undefined;

  constructor(private readonly options: ProcessOptions) {}

  get name(): string {
    return this.options.name;
  }

  get url(): string {
    return `http://127.0.0.1:${this.options.port}`;
  }

  start(): void {
    const { script, env, port, log } = this.options;
    const output = openSync(log, 'a');
    const environment = { ...env, PORT: String(port) };
    this.#child = spawn(process.execPath, [script], { env: environment, stdio: ['ignore', output, output] });
    closeSync(output);
  }

  /** @throws Error when it is not ready in time, or has ended. */
  async ready(): Promise<void> {
    const end = performance.now() + READY_WITHIN_MS;
    while (!(await this.#isReady())) {
      if (!this.#runs()) throw new Error(`${this.name} ended right after its start; see ${this.options.log}`);
      if (performance.now() > end) throw new Error(`${this.name} was not ready in time; see ${this.options.log}`);
      await pause(100);
    }
  }

  /** SIGKILL: no goodbye. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** SIGTERM, and no more patience than it takes. */
  async stop(): Promise<void> {
    const impatience = setTimeout(() => this.#child?.kill('SIGKILL'), STOPPED_WITHIN_MS);
    await this.#end('SIGTERM');
    clearTimeout(impatience);
  }

  #runs(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (!this.#child || !this.#runs()) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill(signal);
    await gone;
  }

  async #isReady(): Promise<boolean> {
    const answer = await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(2_000) }).catch(
      () => undefined,
    );
    await answer?.body?.cancel();
    return answer?.ok ?? false;
  }
}
