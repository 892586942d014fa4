import { versionFor } from '#libs/kernel/rollout';
import type { Candidate } from './release-rule.js';

/** On whose behalf a service is asked, as far as is known. */
export interface Audience {
  readonly tenantId?: string | undefined;
  /** Account, client or visitor; nobody is in a share without being somebody. */
  readonly subject?: string | undefined;
  readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
}

/** The rollout of a version of a service is one of a kind; there is nothing but this version and all others. */
const OTHERS = 0;
const THIS = 1;
const NO_DATE = '1970-01-01T00:00:00.000Z';

/** Does the audience get the candidate of the service? */
export function isFor({ to, tenants, percent, header }: Candidate, service: string, who: Audience): boolean {
  if (tenants !== undefined && (who.tenantId === undefined || !tenants.includes(who.tenantId))) return false;
  if (header !== undefined && who.headers?.[header.name] !== header.value) return false;
  return percent === undefined || isInShare(`${service} ${nameOf(to)}`, percent, who);
}

/** As people say it: `1.5.0`, `track=canary` or both. */
export function nameOf({ version, labels = {} }: Candidate['to']): string {
  const said = Object.entries(labels)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`);
  return [...(version === undefined ? [] : [version]), ...said].join(' ');
}

function isInShare(name: string, percent: number, { tenantId, subject }: Audience): boolean {
  if (subject === undefined) return false;
  const rollout = { stable: OTHERS, candidate: { version: THIS, percent, since: NO_DATE } };
  return versionFor(name, rollout, `${tenantId} ${subject}`) === THIS;
}
