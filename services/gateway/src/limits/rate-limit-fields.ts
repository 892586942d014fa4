import type { Limit } from './rule-book.js';

/** How a request stands with the limits that fit it. */
export interface Standing {
  /** All of them, as the RateLimit-Policy field has it. */
  readonly policies: string;
  /** Of the tightest. */
  readonly limit: Limit;
  readonly remaining: number;
  readonly resetMs: number;
}

/** Names and values in turn (https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-10). */
export function rateLimitFields({ policies, limit, remaining, resetMs }: Standing): string[] {
  const state = `"${limit.name}";r=${remaining};t=${Math.ceil(resetMs / 1_000)}`;
  return ['ratelimit-policy', policies, 'ratelimit', state];
}
