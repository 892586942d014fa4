import type { Due } from './agent.repository.js';

/** What somebody is to colleagues: there, there but away from the desk, or gone. */
export type Presence = 'online' | 'away' | 'offline';

export interface Renewed {
  readonly until: Date;
  /** They had been found gone. */
  readonly wasGone: boolean;
}

/** Presence by lease: it lasts until it runs out or is renewed, whatever becomes of sockets. Kept beside the routing state. */
export abstract class Presences {
  /**
   * Keeps somebody present until then at least. @param presence null: as it was
   * @throws AgentNotFound when they never logged in
   */
  abstract renew(agentId: string, presence: Presence | null, until: Date): Promise<Renewed>;
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
