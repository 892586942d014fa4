import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Broker } from '#libs/messaging/broker';
import { newId } from '#libs/kernel/id';
import { createLogger } from '#libs/observability/logger';
import { eventually } from '#libs/testing/eventually';
import { startGateway, type RunningGateway } from '../../src/service.js';
import { GatewayInTest } from '../gateway-in-test.js';
import { send } from '../http-client.js';

const PATH = '/api/v1/tickets';

describe('what a token was given for and is over', () => {
  let gateway: GatewayInTest;
  const others: RunningGateway[] = [];

  beforeAll(async () => {
    gateway = await GatewayInTest.start();
    await gateway.upstream('ticket-center', { [`GET ${PATH}`]: { permission: 'ticket:read' } });
    await eventually('it is served', async () => (await asked(await tokenOf(newId(new Date())))).status === 200);
  });
  afterAll(async () => {
    await Promise.all(others.map((other) => other.stop()));
    await gateway.stop();
  });

  const tokenOf = (sessionId: string, kind: 'person' | 'client' = 'person') =>
    gateway.token(['ticket:read'], { sessionId, kind, subject: kind === 'client' ? 'portal' : 'mia' });
  const asked = (token: string, at = gateway.address) => send(at, 'GET', PATH, { host: 'acme.localhost', token });

  /** Another gateway of the same installation. */
  async function another(broker?: Broker): Promise<string> {
    const { clock, registry, configCentre } = gateway;
    const platform = { clock, registry, configCentre, secret: 'a secret for tests only' };
    const logger = createLogger({ service: 'gateway', level: 'fatal' });
    const limits = { endingsEveryMs: 50 };
    const other = await startGateway({
      platform,
      logger,
      host: '127.0.0.1',
      port: 0,
      limits,
      ...(broker && { broker }),
    });
    others.push(other);
    return new URL(other.url).host;
  }

  const tell = (type: string, subject: string, data: object) =>
    gateway.broker.publish([
      {
        id: newId(new Date()),
        topic: 'common-events',
        key: subject,
        body: JSON.stringify({ type, tenantid: 'acme', subject, time: new Date().toISOString(), data }),
      },
    ]);
  const refused = async (token: string, at?: string) => {
    const { status, json } = await asked(token, at);
    return status === 401 && json['code'] === 'session-ended';
  };

  it('is refused at all gateways that hear of it: the access of a client', async () => {
    const [ended, renewed] = [newId(new Date()), newId(new Date())];
    const other = await another(gateway.broker);
    const token = await tokenOf(ended, 'client');
    expect((await asked(token, other)).status).toBe(200);
    await tell('client.access-ended.v1', 'portal', { clientId: 'portal', accessId: ended, reason: 'secret-renewed' });
    await eventually('both refuse it', async () => (await refused(token)) && (await refused(token, other)));

    expect((await asked(await tokenOf(renewed, 'client'), other)).status).toBe(200);
  });

  it('is refused from its first request on by a gateway that starts after it', async () => {
    const ended = newId(new Date());
    gateway.ended.push(ended);
    const other = await another(gateway.broker);

    expect(await refused(await tokenOf(ended), other)).toBe(true);
    expect((await asked(await tokenOf(newId(new Date())), other)).status).toBe(200);
  });

  it('is refused a moment later by a gateway that hears nothing', async () => {
    const ended = newId(new Date());
    const token = await tokenOf(ended);
    const other = await another();
    expect((await asked(token, other)).status).toBe(200);
    gateway.ended.push(ended);

    await eventually('it is refused', () => refused(token, other));
  });

  it('is asked for again when common-center was not there at the start', async () => {
    const ended = newId(new Date());
    const token = await tokenOf(ended);
    gateway.ended.push(ended);
    gateway.common.offer('GET /internal/ended-access', { handle: (_, response) => void response.writeHead(503).end() });
    const other = await another(gateway.broker);
    expect((await asked(token, other)).status).toBe(200);
    gateway.common.offer('GET /internal/ended-access', {
      handle: (_, response) => void response.end(JSON.stringify({ ended: gateway.ended, missing: [] })),
    });

    await eventually('it is refused', () => refused(token, other));
  });
});
