/**
 * What all processes of an installation remember together: only what can be got again elsewhere, and only under keys that
 * belong to one value for ever. Keys are seen by every tenant: whoever knows one may know the value.
 */
export abstract class SharedCache {
  /** Undefined: not there, or the cache is away. */
  abstract get(key: string): Promise<string | undefined>;
  /** Kept for `seconds` at most; forgotten earlier when room is needed, lost when the cache is away. */
  abstract put(key: string, value: string, seconds: number): Promise<void>;
  abstract close(): Promise<void>;
}

/** Of a single process: what it remembers it has in its own memory. */
export class NoSharedCache extends SharedCache {
  override get(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  override put(): Promise<void> {
    return Promise.resolve();
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }
}
