import { EndedAccess } from '#libs/contracts/common-center/identity/identity-api';
import type { HttpCaller } from '#libs/discovery/calls/http-caller';
import { readAnswer } from '#libs/discovery/calls/read-answer';
import type { ServiceRoutes } from '#libs/discovery/registry/routes';
import type { ServiceTokens } from '#libs/discovery/calls/service-tokens';
import { newTraceparent } from '#libs/persistence/tenant/tenant-context';
import type { Logger } from 'pino';

const ISSUER = 'common-center';
const TIMEOUT_MS = 10_000;

export interface UnheardEndingsParts {
  readonly caller: HttpCaller;
  readonly ways: ServiceRoutes;
  /** The gateway's own, for what only services may ask. */
  readonly tokens: ServiceTokens;
  readonly learned: (over: readonly string[]) => void;
  /** Whether what ends now is heard of. */
  readonly hears: () => boolean;
  readonly everyMs: number;
  readonly logger: Logger;
}

/** Asks which log-ins ended that the gateway has not heard of: before it began, and while nobody tells. */
export class UnheardEndings {
  #isKnown = false;
  #isBegun = false;
  #asking: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: UnheardEndingsParts) {}

  /** Waits for the first answer, for a while; without one it is asked for again. */
  async start(): Promise<void> {
    this.#timer = setInterval(() => void this.#look(), this.parts.everyMs).unref();
    await this.#look();
  }

  /**
   * For who comes before the first answer: whether their log-in is over cannot be told yet. Without an answer they are let in, as later on.
   * @returns undefined: there was one
   */
  first(): Promise<void> | undefined {
    return this.#isBegun ? undefined : this.#look();
  }

  /** What ended meanwhile may not have been heard. */
  missed(): void {
    this.#isKnown = false;
    void this.#look();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #look(): Promise<void> {
    if (this.#asking === undefined && this.#isKnown && this.parts.hears()) return Promise.resolve();
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async #ask(): Promise<void> {
    const wasKnown = this.#isKnown;
    // What is missed from here on has to be asked for again.
    this.#isKnown = true;
    try {
      const { ended, missing } = await this.#answer();
      this.parts.learned(ended);
      this.#isBegun = true;
      if (missing.length > 0) this.#isKnown = false;
    } catch (err) {
      this.#isKnown = false;
      if (wasKnown)
        this.parts.logger.warn({ err }, 'log-ins that ended are not known: their tokens hold until they run out');
    }
  }

  async #answer(): Promise<EndedAccess> {
    const { caller, ways, tokens } = this.parts;
    const headers = { authorization: `Bearer ${await tokens.token()}`, traceparent: newTraceparent() };
    const call = { method: 'GET', path: '/internal/ended-access', headers, timeoutMs: TIMEOUT_MS } as const;
    const answer = await caller.call(ISSUER, ways.to(ISSUER), { ...call, announceDeadline: true });
    return readAnswer(ISSUER, answer, EndedAccess);
  }
}
