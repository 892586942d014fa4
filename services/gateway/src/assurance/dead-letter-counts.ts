import type { HttpCaller } from '#libs/discovery/calls/http-caller';
import { readAnswer } from '#libs/discovery/calls/read-answer';
import type { ServiceRoutes } from '#libs/discovery/registry/routes';
import { childTraceparent } from '#libs/persistence/tenant/tenant-context';
import { z } from 'zod';
import type { Caller } from '../aggregation/execution/caller.api.js';
import type { Offered } from './offered.js';

const TIMEOUT_MS = 1_000;
const SHOWN = 5;
const LOOKED_AT = 100;
const PATH = /^\/api\/v1\/[\w-]+\/dead-letters$/;

const Letter = z.object({
  id: z.string(),
  topic: z.string(),
  reason: z.string(),
  attempts: z.int(),
  failedAt: z.iso.datetime(),
});
const Page = z.object({ items: z.array(Letter), next: z.string().nullable() });

/** What a service could not handle. */
export const DeadLetterCount = z.object({
  service: z.string(),
  /** null: it did not say, or the caller may not know. */
  count: z.int().nullable(),
  more: z.boolean().describe('there are more than were counted'),
  latest: z.array(Letter),
});
export type DeadLetterCount = z.output<typeof DeadLetterCount>;

/** Asks the services for dead letters of the caller's tenant, as the caller. */
export class DeadLetterCounts {
  constructor(
    private readonly routes: Offered,
    private readonly caller: HttpCaller,
    private readonly ways: ServiceRoutes,
  ) {}

  async of(who: Caller, only: string | undefined): Promise<DeadLetterCount[]> {
    const lists = this.routes.table.operations.filter(
      ({ method, template, service }) =>
        method === 'GET' && PATH.test(template) && (only === undefined || service === only),
    );
    const counts = await Promise.all(lists.map(({ service, template }) => this.#ask(service, template, who)));
    return counts.filter(({ count }) => count !== 0);
  }

  async #ask(service: string, path: string, who: Caller): Promise<DeadLetterCount> {
    const call = {
      method: 'GET',
      path,
      query: { limit: LOOKED_AT },
      headers: { ...who.headers, accept: 'application/json', traceparent: childTraceparent(who.traceparent) },
      timeoutMs: TIMEOUT_MS,
      announceDeadline: true,
    } as const;
    try {
      const answer = await this.caller.call(service, this.ways.to(service, who.audience), call);
      const { items, next } = readAnswer(service, answer, Page);
      return { service, count: items.length, more: next !== null, latest: items.slice(0, SHOWN) };
    } catch {
      return { service, count: null, more: false, latest: [] };
    }
  }
}
