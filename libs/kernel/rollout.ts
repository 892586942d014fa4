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
  const place = hash(`${name} ${candidate.version} ${key}`) / 2 ** 32;
  return place * 100 < candidate.percent ? candidate.version : stable;
}

/** FNV-1a over UTF-16 units, with MurmurHash3's finalizer for an even spread: 32 bits. */
function hash(text: string): number {
  let bits = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) bits = Math.imul(bits ^ text.charCodeAt(at), 0x01000193);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
