export interface RedisPlace {
  readonly url: string;
  /** Prefix of keys and channels. */
  readonly namespace: string;
}

/** Where a process keeps files, and where it meets the others of its service. */
export class Places {
  constructor(
    readonly dataDir: string,
    /** Undefined: there are no others. */
    readonly redis: RedisPlace | undefined,
  ) {}
}
