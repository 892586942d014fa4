import { unwatchFile, watchFile } from 'node:fs';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Mutex } from '#libs/persistence/mutex';
import type { Logger } from 'pino';
import { z } from 'zod';
import { ConfigCentre } from './config-centre.js';
import { ConfigValues } from './config-values.js';
import { isSameValue } from './same-value.js';

const LOOK_EVERY_MS = 250;
const Content = z.record(z.string(), z.json());

/**
 * All values in one JSON file, `{ "<key>": <JSON value>, … }`, that people may edit while the program runs; without a path
 * in memory only. A broken or vanished file changes nothing. White space inside a value is not kept.
 */
export class FileConfigCentre extends ConfigCentre {
  readonly #values: ConfigValues;
  readonly #turn = new Mutex();
  readonly #onFileChanged = () => void this.#takeOver();
  #known = false;

  constructor(
    private readonly path: string | undefined,
    private readonly logger: Logger,
  ) {
    super();
    this.#values = new ConfigValues(logger);
    if (path === undefined) return;
    // Polled: file events get lost on network and container file systems, and when an editor replaces the file.
    watchFile(path, { interval: LOOK_EVERY_MS, persistent: false }, this.#onFileChanged);
    void this.#takeOver();
  }

  get(key: string): string | undefined {
    return this.#values.get(key);
  }

  list(prefix: string): ReadonlyMap<string, string> {
    return this.#values.list(prefix);
  }

  watch(prefix: string, listener: (key: string, value: string | undefined) => void): () => void {
    return this.#values.watch(prefix, listener);
  }

  /** @throws SyntaxError when the value is not JSON; Error when the file is broken: a person's edit is not overwritten. */
  async set(key: string, value: string): Promise<void> {
    const compact = JSON.stringify(JSON.parse(value));
    await this.#change((values) => values.set(key, compact));
  }

  async replace(key: string, expected: string | undefined, value: string | undefined): Promise<boolean> {
    const compact = value && JSON.stringify(JSON.parse(value));
    let replaced = false;
    await this.#change((values) => {
      replaced = isSameValue(values.get(key), expected);
      if (replaced && compact === undefined) values.delete(key);
      else if (replaced) values.set(key, compact!);
    });
    return replaced;
  }

  async delete(key: string): Promise<void> {
    await this.#change((values) => values.delete(key));
  }

  async ready(): Promise<void> {
    if (!this.#known) await this.#turn.run(() => this.#read());
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {
    if (this.path !== undefined) unwatchFile(this.path, this.#onFileChanged);
    await this.#turn.run(async () => {});
  }

  async #change(edit: (values: Map<string, string>) => void): Promise<void> {
    await this.#turn.run(async () => {
      const values = new Map(await this.#read());
      edit(values);
      if (this.path !== undefined) await replaceFile(this.path, textOf(values));
      this.#values.replace(values);
    });
  }

  async #takeOver(): Promise<void> {
    await this.#turn
      .run(() => this.#read())
      .catch((error: unknown) => this.logger.error({ err: error }, 'configuration refused, the last good values stay'));
  }

  async #read(): Promise<ReadonlyMap<string, string>> {
    const text = this.path === undefined ? undefined : await textIn(this.path);
    if (text !== undefined) this.#values.replace(valuesIn(text, this.path));
    this.#known = true;
    return this.#values.list('');
  }
}

function valuesIn(text: string, path: string | undefined): Map<string, string> {
  try {
    return new Map(Object.entries(Content.parse(JSON.parse(text))).map(([key, value]) => [key, JSON.stringify(value)]));
  } catch (cause) {
    throw new Error(`${path} is not a JSON object of keys and values`, { cause });
  }
}

function textOf(values: ReadonlyMap<string, string>): string {
  const sorted = Array.from(values).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const content = Object.fromEntries(sorted.map(([key, value]) => [key, JSON.parse(value) as unknown]));
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

/** Undefined when there is no file. */
async function textIn(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

/** A reader sees the old file or the new one, also after a crash. */
async function replaceFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const fresh = `${path}.${process.pid}.tmp`;
  const file = await open(fresh, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(fresh, path);
}
