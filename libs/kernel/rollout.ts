import { evenHash } from './even-hash.js';

/** Which version of something new work gets. */
export interface Rollout {
  readonly stable: number;
  readonly candidate: Candidate | null;
}

/** A version that is tried with a share of the new work. */
export interface Candidate {
  readonly version: number;
  /** 0 to 100: the share of keys that get it. */
  readonly percent: number;
  /** ISO 8601, UTC. */
  readonly since: string;
}

/**
 * The same key gets the same version for as long as the share is not made smaller: whoever is among the first percent is
 * among the first ten. Each rollout begins with others.
 */
export function versionFor(name: string, { stable, candidate }: Rollout, key: string): number {
  if (!candidate) return stable;
  const place = evenHash(`${name} ${candidate.version} ${key}`) / 2 ** 32;
  return place * 100 < candidate.percent ? candidate.version : stable;
}
