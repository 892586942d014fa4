/** Something that is not as it should be. */
export interface Finding {
  readonly check: string;
  /** Undefined when it is not one request's. */
  readonly requestId?: string;
  readonly problem: string;
}

/** The values that stand there in another number than once, with that number. */
export function notOnce(wanted: readonly string[], found: readonly string[]): string[] {
  return wanted.flatMap((value) => {
    const count = found.filter((each) => each === value).length;
    return count === 1 ? [] : [`${value} ${count} times`];
  });
}
