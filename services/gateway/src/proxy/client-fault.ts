import { Refusal } from '#libs/web/http/problem';
import { ClientLeft } from '../client-left.js';

export class BodyTooLarge extends Refusal {
  constructor(limit: number) {
    super(413, 'body-too-large', `A request may carry at most ${limit} bytes.`);
  }
}

export class BodyTooSlow extends Refusal {
  constructor(bytesPerS: number) {
    super(408, 'body-too-slow', `A body has to come at ${bytesPerS} bytes a second at least.`);
  }
}

export class BodyTooLate extends Refusal {
  constructor(ms: number) {
    super(408, 'request-timeout', `The body has to be there within ${ms / 1_000} s.`);
  }
}

type ClientFault = ClientLeft | BodyTooLarge | BodyTooSlow | BodyTooLate;

/** Ends a call without telling anything about the service that was called. */
export function isClientFault(error: unknown): error is ClientFault {
  return [ClientLeft, BodyTooLarge, BodyTooSlow, BodyTooLate].some((kind) => error instanceof kind);
}
