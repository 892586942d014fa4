import type { Due } from './agent.repository.js';

/** What somebody is to colleagues: there, there but away from the desk, or gone. */
export type Presence = 'online' | 'away' | 'offline';

/** Presence by lease: it lasts until it runs out or is renewed, whatever becomes of sockets. Kept beside the routing state. */
export abstract class Presences {
  /**
   * Keeps somebody present until then; true when they were gone.
   * @throws AgentNotFound when they never logged in
   */
  abstract renew(agentId: string, presence: Presence, until: Date): Promise<boolean>;
  /** Begins somebody's lease. */
  abstract begin(agentId: string, until: Date): Promise<void>;
  /** Whose lease has run out and who were not yet found gone. */
  abstract runOut(now: Date, most: number): Promise<Due[]>;
  /** Finds somebody gone; false when they renewed meanwhile. */
  abstract end(agentId: string, now: Date): Promise<boolean>;
}

/** How long a lease lasts when nothing else is asked for. */
export const LEASE_SECONDS = 90;

export function leaseFrom(now: Date, seconds: number): Date {
  return new Date(now.getTime() + seconds * 1_000);
}
