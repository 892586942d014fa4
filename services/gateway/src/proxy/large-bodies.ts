import type { IncomingMessage } from 'node:http';
import type { LargeBody } from '#libs/web/http/large-body';
import type { Pace } from './passing-body.js';

const MEBIBYTE = 1024 * 1024;
const MINUTE_MS = 60_000;

export interface LargeBodyLimits {
  /** Whatever operations declare. */
  readonly largestBodyBytes: number;
  readonly longestUploadMs: number;
  /** At which a large body has to come, in each window. */
  readonly paceBytesPerS: number;
  readonly paceWindowMs: number;
}

/** What operations may take that declare a large body, and whose bodies are on their way. */
export class LargeBodies {
  readonly #passing = new WeakSet<IncomingMessage>();

  constructor(private readonly limits: LargeBodyLimits) {}

  /** It comes at a pace, and is left to that by whoever looks for requests that take long. */
  begins(request: IncomingMessage, { mebibytes, minutes }: LargeBody): { bytes: number; pace: Pace } {
    const { largestBodyBytes, longestUploadMs, paceBytesPerS, paceWindowMs } = this.limits;
    this.#passing.add(request);
    return {
      bytes: Math.min(mebibytes * MEBIBYTE, largestBodyBytes),
      pace: { ms: Math.min(minutes * MINUTE_MS, longestUploadMs), bytesPerS: paceBytesPerS, windowMs: paceWindowMs },
    };
  }

  isPassing(request: IncomingMessage): boolean {
    return !request.complete && this.#passing.has(request);
  }
}
