/** What people choose to be. */
export interface Status {
  readonly state: 'ready' | 'not-ready' | 'offline';
  /** Why not ready; null otherwise. */
  readonly reason: string | null;
}

/** Takes effect when the work in hand is done; the last one written counts. */
export interface NextStatus extends Status {
  readonly by: 'agent' | 'supervisor' | 'lease';
  /** What the lease put aside, for who returns. */
  readonly before?: NextStatus | null;
}

/** Not ready for this reason as soon as a supervisor says so. */
export interface StatusRequest {
  readonly id: string;
  readonly reason: string;
  /** ms since 1970 */
  readonly at: number;
}

/** Why somebody is not ready who has just logged in. */
export const LOGGED_IN = 'logged-in';
