import { Refusal } from '#libs/web/problem';
import { ClientLeft } from '../client-left.js';

export class BodyTooLarge extends Refusal {
  constructor(limit: number) {
    super(413, 'body-too-large', `A request may carry at most ${limit} bytes.`);
  }
}

/** Ends a call without telling anything about the service that was called. */
export function isClientFault(error: unknown): error is ClientLeft | BodyTooLarge {
  return error instanceof ClientLeft || error instanceof BodyTooLarge;
}
