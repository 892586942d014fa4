import type { ServiceRoutes } from '#libs/discovery/registry/routes';
import type { TargetPolicies } from '#libs/discovery/resilience/target-policies';
import { describe, expect, it } from '@jest/globals';
import type { Caller } from './caller.api.js';
import { ServiceAnswers, type PartCall } from './service-answers.js';

describe('what a view asks of a service', () => {
  const asked: string[] = [];
  const policies = {
    of: (target: string, lane: string) => ({
      run: () => {
        asked.push(`${target}|${lane}`);
        return Promise.resolve({ status: 200, text: '{}' });
      },
    }),
  } as unknown as TargetPolicies;
  const ways = {
    kindOf: (_: string, { tenant }: { tenant: string }) => (tenant === 'early' ? 'candidate 1' : ''),
    to: () => ({}),
  } as unknown as ServiceRoutes;
  const answers = new ServiceAnswers(policies, ways);
  const ask = (tenant: string, behind?: string) =>
    answers.ask({
      request: { service: 'ticket-center', method: 'GET', path: '/' },
      caller: { audience: { tenant } } as unknown as Caller,
      behind,
      signal: new AbortController().signal,
    } as unknown as PartCall);

  it('goes by the breaker of the candidate that the caller gets, and of what is behind', async () => {
    await ask('acme');
    await ask('early');
    await ask('acme', 'orders');
    await ask('early', 'orders');
    expect(asked).toEqual([
      'ticket-center|',
      'ticket-center|candidate 1',
      'ticket-center|orders',
      'ticket-center|candidate 1 orders',
    ]);
    await answers.close();
  });
});
