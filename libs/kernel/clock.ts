/** The only source of time. Code asks a clock; tests set it. */
export abstract class Clock {
  abstract now(): Date;

  /** The same in ms since 1970. */
  ms(): number {
    return this.now().getTime();
  }
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }

  override ms(): number {
    return Date.now();
  }
}
