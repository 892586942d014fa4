import type { Logger } from 'pino';

type Listener = (key: string, value: string | undefined) => void;

/** The values a config centre last knew, and who wants to hear of changes. */
export class ConfigValues {
  #values: ReadonlyMap<string, string> = new Map();
  readonly #watchers = new Set<{ readonly prefix: string; readonly listener: Listener }>();

  constructor(private readonly logger: Logger) {}

  get(key: string): string | undefined {
    return this.#values.get(key);
  }

  list(prefix: string): ReadonlyMap<string, string> {
    return new Map(Array.from(this.#values).filter(([key]) => key.startsWith(prefix)));
  }

  watch(prefix: string, listener: Listener): () => void {
    const watcher = { prefix, listener };
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  /** Takes over a whole reading; watchers hear of what differs from the one before. */
  replace(next: ReadonlyMap<string, string>): void {
    const previous = this.#values;
    this.#values = next;
    for (const key of new Set([...previous.keys(), ...next.keys()])) {
      if (previous.get(key) !== next.get(key)) this.#tell(key, next.get(key));
    }
  }

  /** A watcher that fails must not keep the others from hearing. */
  #tell(key: string, value: string | undefined): void {
    for (const { prefix, listener } of this.#watchers) {
      if (!key.startsWith(prefix)) continue;
      try {
        listener(key, value);
      } catch (error) {
        this.logger.error({ err: error, key }, 'a watcher of configuration failed');
      }
    }
  }
}
