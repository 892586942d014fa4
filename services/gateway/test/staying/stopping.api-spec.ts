import { Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { GatewayInTest } from '../gateway-in-test.js';

type Seen = { request: IncomingMessage; response: ServerResponse };

let gateway: GatewayInTest;
let agent: Agent;
const seen: Seen[] = [];

beforeEach(async () => {
  gateway = await GatewayInTest.start({ graceMs: 1_000 });
  agent = new Agent({ keepAlive: true });
  await gateway.upstream('ticket-center', {
    'GET /api/v1/slow': { handle: (request, response) => seen.push({ request, response }) },
    'GET /api/v1/prices': {},
  });
  await eventually('it is served', async () => (await gateway.send('GET', '/api/v1/prices')).status === 200);
});
afterEach(async () => {
  agent.destroy();
  seen.length = 0;
  await gateway.stop();
});

/** On a connection that stays open afterwards. */
function get(path: string): Promise<IncomingMessage> {
  const [hostname, port] = gateway.address.split(':');
  const outgoing = httpRequest({ hostname, port, path, agent, headers: { host: 'acme.localhost' } }).end();
  return new Promise((resolve, reject) => outgoing.once('response', resolve).once('error', reject));
}

async function textOf(answer: Promise<IncomingMessage>): Promise<string> {
  let text = '';
  for await (const chunk of await answer) text += String(chunk);
  return text;
}

async function slow(): Promise<{ answer: Promise<IncomingMessage>; response: ServerResponse }> {
  const before = seen.length;
  const answer = get('/api/v1/slow');
  answer.catch(() => {});
  await eventually('it has arrived', () => seen.length > before);
  return { answer, response: seen.at(-1)!.response };
}

describe('a gateway that is stopped', () => {
  it('leaves the registry first, finishes what is in flight, and takes nothing new', async () => {
    const { answer, response } = await slow();
    const stopped = gateway.stopGateway();
    await eventually('it has left', () => gateway.registry.instances('gateway').length === 0);
    await eventually('it takes nothing new', () =>
      gateway.send('GET', '/api/v1/prices').then(
        () => false,
        () => true,
      ),
    );
    response.end('finished');
    const text = await textOf(answer);
    await stopped;

    expect(text).toBe('finished');
    expect((await answer).headers.connection).toBe('close');
  });

  it('does not wait for connections that are only kept alive', async () => {
    await textOf(get('/api/v1/prices'));
    const start = performance.now();
    await gateway.stopGateway();

    expect(performance.now() - start).toBeLessThan(500);
  });

  it('ends event streams at once', async () => {
    const { answer, response } = await slow();
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
    const stream = await answer;
    const closed = new Promise((resolve) => stream.on('error', () => {}).once('close', resolve));
    stream.resume();
    const start = performance.now();
    await Promise.all([gateway.stopGateway(), closed]);

    expect(performance.now() - start).toBeLessThan(500);
  });

  it('cuts off what does not end in time', async () => {
    const { answer } = await slow();
    const start = performance.now();
    await gateway.stopGateway();

    await expect(answer).rejects.toThrow();
    expect(performance.now() - start).toBeLessThan(3_000);
  });
});
