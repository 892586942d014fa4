import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '#libs/observability/logger';
import { eventually } from '#libs/testing/eventually';
import { startGateway } from '../../src/service.js';
import { GatewayInTest } from '../gateway-in-test.js';
import { answerJson } from '../stub-upstream.js';

const SECOND = { seconds: 1 };

let gateway: GatewayInTest;

beforeEach(async () => {
  gateway = await GatewayInTest.start();
});
afterEach(() => gateway.stop());

/** Who answers the path, or the status of whoever refuses. */
async function whoAnswers(path: string, method = 'GET'): Promise<string | number> {
  const { status, json } = await gateway.send(method, path);
  return status === 200 ? (json.service as string) : status;
}

/** What services offer: all but the gateway's own views. */
function offered({ paths }: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(paths as object).filter((path) => !/^\/api\/v1\/(views|gateway)\//.test(path));
}

describe('the routes', () => {
  it('are found as soon as a service is in the registry, without anybody asking for them', async () => {
    const tickets = await gateway.upstream('ticket-center', { 'GET /api/v1/tickets': {} });

    await eventually('its description is read', () => tickets.described > 0);
  });

  it('are found on the first request when that comes earlier', async () => {
    await gateway.upstream('ticket-center', { 'GET /api/v1/tickets': {} });

    expect(await whoAnswers('/api/v1/tickets')).toBe('ticket-center');
  });

  it('of a service that is there already are known when the gateway starts', async () => {
    await gateway.upstream('ticket-center', { 'GET /api/v1/tickets': {} });
    const { clock, registry, configCentre } = gateway;
    const logger = createLogger({ service: 'gateway', level: 'silent' });
    const platform = { clock, registry, configCentre, secret: 'a secret for tests only' };
    const second = await startGateway({ platform, logger, host: '127.0.0.1', port: 0 });
    const ready = await fetch(`${second.url}/health/ready`);
    await second.stop();

    expect(ready.status).toBe(200);
  });

  it('take in a new route of a running service with no restart', async () => {
    const tickets = await gateway.upstream('ticket-center', { 'GET /api/v1/tickets': {} });
    const before = await whoAnswers('/api/v1/tickets/7');
    tickets.offer('GET /api/v1/tickets/{id}', {});
    gateway.clock.advance({ seconds: 3 });

    expect([before, await whoAnswers('/api/v1/tickets/7')]).toEqual([404, 'ticket-center']);
  });

  it('take in a new method of a known path too', async () => {
    const tickets = await gateway.upstream('ticket-center', { 'GET /api/v1/tickets': {} });
    const before = await whoAnswers('/api/v1/tickets', 'POST');
    tickets.offer('POST /api/v1/tickets', {});
    gateway.clock.advance({ seconds: 3 });

    expect([before, await whoAnswers('/api/v1/tickets', 'POST')]).toEqual([405, 'ticket-center']);
  });

  it('prefer what is written out over a parameter, whoever offers it', async () => {
    await gateway.upstream('call-center', { 'GET /api/v1/things/{id}': {} });
    await gateway.upstream('ticket-center', { 'GET /api/v1/things/mine': {} });

    expect(await whoAnswers('/api/v1/things/mine')).toBe('ticket-center');
    expect(await whoAnswers('/api/v1/things/7')).toBe('call-center');
  });

  it('stay with the first service by name when two offer the same, and the alarm is raised', async () => {
    await gateway.upstream('ticket-center', { 'GET /api/v1/things/{ticketId}': {} });
    await gateway.upstream('call-center', { 'GET /api/v1/things/{id}': {} });
    await gateway.send('GET', '/api/v1/nothing');

    expect(await whoAnswers('/api/v1/things/7')).toBe('call-center');
    expect(gateway.logged).toContainEqual(
      expect.objectContaining({
        level: 'error',
        msg: 'two services offer the same, the first by name has it',
        served: 'call-center',
        offered: expect.objectContaining({ service: 'ticket-center' }),
      }),
    );
  });

  it('are those of all versions of a service that run side by side', async () => {
    await gateway.upstream('ticket-center', { 'GET /api/v1/old': {}, 'GET /api/v1/both': {} }, { version: '1' });
    const newer = { 'GET /api/v1/new': {}, 'GET /api/v1/both': {} };
    await gateway.upstream('ticket-center', newer, { version: '2' });
    await gateway.send('GET', '/api/v1/nothing');
    const described = await gateway.send('GET', '/openapi.json');

    expect(offered(described.json).sort()).toEqual(['/api/v1/both', '/api/v1/new', '/api/v1/old']);
    expect(gateway.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('of a service that went away stay known: it is unavailable, not unknown', async () => {
    const tickets = await gateway.upstream('ticket-center', { 'GET /api/v1/tickets': {} });
    await gateway.send('GET', '/api/v1/tickets');
    await tickets.deregister();
    gateway.clock.advance(SECOND);
    await gateway.send('GET', '/api/v1/nothing');
    const answer = await gateway.send('GET', '/api/v1/tickets');

    expect(answer).toMatchObject({ status: 503, json: { code: 'service-unavailable' } });
  });

  it('survive a service that describes itself badly', async () => {
    await gateway.upstream('ticket-center', { 'GET /api/v1/tickets': {} });
    await gateway.send('GET', '/api/v1/tickets');
    const bad = { 'GET /api/v1/a{': {}, 'GET /api/v1/(.*)': {}, 'TRACE /api/v1/trace': {}, 'GET /api/v1/good': {} };
    await gateway.upstream('bad-center', bad);
    gateway.clock.advance(SECOND);

    expect(await whoAnswers('/api/v1/good')).toBe('bad-center');
    expect(await whoAnswers('/api/v1/tickets')).toBe('ticket-center');
    expect(await whoAnswers('/api/v1/anything')).toBe(404);
  });

  it('leave out what says neither a permission nor that it is public', async () => {
    const undeclared = { described: { 'x-public': false } };
    await gateway.upstream('ticket-center', { 'GET /api/v1/undeclared': undeclared });

    expect(await whoAnswers('/api/v1/undeclared')).toBe(404);
  });
});

describe('an unknown path', () => {
  it('asked for by many at once is looked for once', async () => {
    const tickets = await gateway.upstream('ticket-center', { 'GET /api/v1/tickets': {} });
    await gateway.send('GET', '/api/v1/tickets');
    const before = tickets.described;
    gateway.clock.advance({ seconds: 3 });
    const storm = Array.from({ length: 200 }, (_, n) => gateway.send('GET', `/api/v1/nothing${n}/${n}`));
    const answers = await Promise.all(storm);

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
    expect(tickets.described - before).toBeLessThanOrEqual(2);
  });

  it('is not looked for again for two seconds, also when others may be', async () => {
    const tickets = await gateway.upstream('ticket-center', { 'GET /api/v1/tickets': {} });
    await gateway.send('GET', '/api/v1/tickets');
    await eventually('the change is taken in', () => tickets.described >= 2);
    const looks = async (path: string) => {
      const before = tickets.described;
      await gateway.send('GET', path);
      return tickets.described - before;
    };
    gateway.clock.advance({ seconds: 3 });
    const first = await looks('/api/v1/nothing/1');
    gateway.clock.advance({ milliseconds: 1_500 });
    const again = await looks('/api/v1/nothing/2');
    const other = await looks('/api/v1/something/1');
    gateway.clock.advance({ milliseconds: 600 });
    const tooSoonForAny = await looks('/api/v1/nothing/3');
    gateway.clock.advance({ milliseconds: 600 });
    const later = await looks('/api/v1/nothing/4');

    expect([first, again, other, tooSoonForAny, later]).toEqual([1, 0, 1, 0, 1]);
  });

  it('outside of what services may offer is not looked for at all', async () => {
    const tickets = await gateway.upstream('ticket-center', { 'GET /api/v1/tickets': {} });
    await gateway.send('GET', '/api/v1/tickets');
    await eventually('the change is taken in', () => tickets.described >= 2);
    gateway.clock.advance({ seconds: 3 });
    await gateway.send('GET', '/internal/nothing');

    expect(tickets.described).toBe(2);
  });

  it('does not wait for a service that does not answer any more', async () => {
    const tickets = await gateway.upstream('ticket-center', { 'GET /api/v1/tickets': {} });
    await gateway.send('GET', '/api/v1/tickets');
    await tickets.kill();
    gateway.clock.advance({ seconds: 3 });
    const start = performance.now();
    const { status } = await gateway.send('GET', '/api/v1/nothing');

    expect(status).toBe(404);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

describe('the gateway', () => {
  it('is in the registry itself, and does not take its own routes for a service’s', async () => {
    await gateway.upstream('ticket-center', { 'GET /api/v1/tickets': { handle: answerJson({ service: 'x' }) } });
    await gateway.send('GET', '/api/v1/tickets');
    const described = await gateway.send('GET', '/openapi.json');

    expect(gateway.registry.instances('gateway')).toEqual([
      expect.objectContaining({ host: '127.0.0.1', port: Number(gateway.address.split(':')[1]) }),
    ]);
    expect(offered(described.json)).toEqual(['/api/v1/tickets']);
  });
});
