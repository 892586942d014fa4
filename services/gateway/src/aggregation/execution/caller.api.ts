import type { Audience } from '#libs/discovery/release/audience';
import type { Identity } from '#libs/persistence/tenant/tenant-context';
import { digest } from '../definition/view.js';

/** Who asks, and what goes along with each call made for them. */
export interface Caller {
  readonly tenantId: string;
  readonly identity: Identity;
  /** Header fields of ours, by name in lower case; the token among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly traceparent: string;
  /** Decides which instances are asked for them. */
  readonly audience: Audience;
}

/** What the tenant wants masked for whoever asks, as it is now. */
interface Masking {
  readonly version: string;
  /** They may see nothing of people. */
  readonly isBlocked: boolean;
}

export type MaskingOf = (caller: Caller) => Masking;

const seen = new WeakMap<Identity, string>();

/** The same for all of a kind who hold the same permissions as far as each other. A verified token gives the same identity each time. */
export function rightsOf(identity: Identity): string {
  const known = seen.get(identity);
  if (known !== undefined) return known;
  const rights = digest(JSON.stringify([identity.kind, identity.permissions.toSorted(), identity.dataScope ?? null]));
  seen.set(identity, rights);
  return rights;
}

/** Nobody for whom this differs may be shown what was kept. Only people share who reach the whole tenant. */
export function viewpointOf(
  { tenantId, identity }: Caller,
  scope: 'person' | 'tenant',
  { version, isBlocked }: Masking,
): string {
  const isAlone = scope === 'person' || identity.kind !== 'person' || identity.dataScope !== undefined;
  const person = isAlone ? identity.subject : '';
  return JSON.stringify([tenantId, rightsOf(identity), person, version, isBlocked]);
}
