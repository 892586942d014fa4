import type { Token } from './caller.js';

export interface Issued {
  readonly token: string;
  /** Seconds. */
  readonly expiresIn: number;
}

/** Half of its life is left for a service that is away. */
const RENEWED_AT = 0.5;

/** A token that is followed by another before it runs out. */
export class RenewedToken implements Token {
  #issued: Issued;
  #renewAt: number;
  #endsAt: number;
  #renewing: Promise<void> | undefined;

  /** @param now ms of a clock that only goes forward */
  constructor(
    first: Issued,
    private readonly renew: () => Promise<Issued>,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#issued = first;
    [this.#renewAt, this.#endsAt] = this.#timesOf(first);
  }

  /** @throws what renewing did, once the one that was has run out */
  async current(): Promise<string> {
    if (this.now() >= this.#renewAt) {
      this.#renewing ??= this.#next().finally(() => (this.#renewing = undefined));
      if (this.now() >= this.#endsAt) await this.#renewing;
      else await this.#renewing.catch(() => undefined);
    }
    return this.#issued.token;
  }

  async #next(): Promise<void> {
    this.#issued = await this.renew();
    [this.#renewAt, this.#endsAt] = this.#timesOf(this.#issued);
  }

  #timesOf({ expiresIn }: Issued): [number, number] {
    const lifeMs = expiresIn * 1_000;
    return [this.now() + lifeMs * RENEWED_AT, this.now() + lifeMs];
  }
}
