/** Values that change while the program runs: a flat map of keys such as `tenants/acme` to JSON texts. */
export abstract class ConfigCentre {
  /** The last known value, undefined when the key does not exist. */
  abstract get(key: string): string | undefined;
  /** All last known keys under a prefix. */
  abstract list(prefix: string): ReadonlyMap<string, string>;
  abstract set(key: string, value: string): Promise<void>;
  /**
   * Sets the value, or removes it (undefined), if it still is the expected one, by meaning; undefined: if there is none.
   * @returns whether it was; false changes nothing.
   */
  abstract replace(key: string, expected: string | undefined, value: string | undefined): Promise<boolean>;
  abstract delete(key: string): Promise<void>;
  /** Called with each key under the prefix that was set or removed, by whoever; returns the function that stops it. */
  abstract watch(prefix: string, listener: (key: string, value: string | undefined) => void): () => void;
  /** Resolves when the values were read once; rejects when the centre is away and nothing is known yet. */
  abstract ready(): Promise<void>;
  abstract ping(): Promise<void>;
  abstract close(): Promise<void>;
}
