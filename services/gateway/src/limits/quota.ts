import { Refusal } from '#libs/web/problem';

/** Who is counted: everybody of a tenant, or one client. */
export type Counted = 'tenant' | 'client';

/** What may still be asked, for the RateLimit fields. */
export interface Quota {
  readonly limit: number;
  readonly remaining: number;
  /** Until the bucket is full again; when it is empty, until the next request has a chance. */
  readonly resetMs: number;
}

const SAID = {
  client: 'You are asking too fast.',
  tenant: 'Too much is being asked of this tenant at the moment.',
};

export class TooManyRequests extends Refusal {
  constructor(
    readonly counted: Counted,
    readonly quota: Quota,
  ) {
    super(429, 'too-many-requests', SAID[counted]);
  }
}

/** https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-06 */
export function quotaHeaders({ limit, remaining, resetMs }: Quota): string[] {
  const reset = String(Math.ceil(resetMs / 1_000));
  return ['ratelimit-limit', String(limit), 'ratelimit-remaining', String(remaining), 'ratelimit-reset', reset];
}
