import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '#libs/testing/fake-clock';
import { ClientCredentials } from './client-credentials.js';
import { remainingMs, runWithin } from './deadline.js';
import { type HttpAnswer, type HttpCall, HttpCaller } from './http-caller.js';
import { fixed } from '../config/live-value.js';
import { LoadBalancer } from '../registry/load-balancer.js';
import { MemoryRegistry } from '../registry/memory-registry.js';
import { RemoteProblem, ServiceUnavailable } from './remote-error.js';
import { type ResilienceListener, ResilienceSettings } from '../resilience/resilience.js';
import { ServiceRoutes } from '../registry/routes.js';
import { TargetPolicies } from '../resilience/target-policies.js';

const quiet: ResilienceListener = {
  breakerChanged: () => {},
  bulkheadFull: () => {},
  retried: () => {},
  retryBudgetSpent: () => {},
};

/** common-center as far as tokens go: token-1, token-2, … each good for ten minutes. */
class Issuer extends HttpCaller {
  readonly asked: (HttpCall & { readonly target: string; readonly withinMs: number })[] = [];
  failure: Error | undefined;
  status = 200;

  constructor(clock: FakeClock) {
    super(new TargetPolicies(fixed(ResilienceSettings.parse({})), quiet, clock));
  }

  override async call(target: string, _route: unknown, call: HttpCall): Promise<HttpAnswer> {
    this.asked.push({ ...call, target, withinMs: remainingMs() });
    if (this.failure !== undefined) throw this.failure;
    const body = JSON.stringify({ access_token: `token-${this.asked.length}`, token_type: 'Bearer', expires_in: 600 });
    return { status: this.status, headers: {}, body, discard: () => {} };
  }
}

function setUp() {
  const clock = new FakeClock();
  const issuer = new Issuer(clock);
  const routes = new ServiceRoutes(new MemoryRegistry(), new LoadBalancer(clock));
  const secret = { clientId: 'ticket-center', clientSecret: 'sixteen-letters!' };
  return { clock, issuer, tokens: new ClientCredentials(issuer, routes, secret, clock) };
}

describe("a service's own token", () => {
  it('comes from common-center for the name and secret of the service', async () => {
    const { issuer, tokens } = setUp();

    expect(await tokens.token()).toBe('token-1');
    expect(issuer.asked[0]).toMatchObject({ target: 'common-center', method: 'POST', path: '/oauth/token' });
    expect(JSON.parse(issuer.asked[0]!.body!)).toEqual({
      grant_type: 'client_credentials',
      client_id: 'ticket-center',
      client_secret: 'sixteen-letters!',
    });
  });

  it('is kept until a minute before it ends', async () => {
    const { clock, tokens } = setUp();
    await tokens.token();
    clock.advance({ minutes: 9, seconds: -1 });
    expect(await tokens.token()).toBe('token-1');

    clock.advance({ seconds: 1 });
    expect(await tokens.token()).toBe('token-2');
  });

  it('is fetched once for all who ask meanwhile, whatever deadline the first of them has', async () => {
    const { issuer, tokens } = setUp();
    const asking = Array.from({ length: 20 }, () => runWithin(10, () => tokens.token()));

    expect(new Set(await Promise.all(asking))).toEqual(new Set(['token-1']));
    expect(issuer.asked.map(({ withinMs }) => withinMs)).toEqual([Infinity]);
  });

  it('lasts to its very end while common-center is away', async () => {
    const { clock, issuer, tokens } = setUp();
    await tokens.token();
    issuer.failure = new ServiceUnavailable('common-center', 'away');
    clock.advance({ minutes: 10, seconds: -1 });
    expect(await tokens.token()).toBe('token-1');

    clock.advance({ seconds: 1 });
    await expect(tokens.token()).rejects.toThrow('away');
    issuer.failure = undefined;
    expect(await tokens.token()).toBe('token-4');
  });

  it('cannot be had with the wrong secret', async () => {
    const { issuer, tokens } = setUp();
    issuer.status = 401;

    await expect(tokens.token()).rejects.toThrow(RemoteProblem);
  });
});
