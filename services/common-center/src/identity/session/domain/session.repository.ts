import { Repository } from '#libs/kernel/repository';
import type { Session } from './session.aggregate.js';
import type { SessionEnd } from './session.events.js';

export abstract class Sessions extends Repository<Session> {
  /** The session a refresh token was ever given for. @param hash of the token */
  abstract idOfToken(hash: string): Promise<string | null>;
  /** Ends those that still run. */
  abstract endAllOf(accountId: string, reason: SessionEnd, now: Date): Promise<void>;
}
