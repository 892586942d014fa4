import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { GatewayInTest } from '../gateway-in-test.js';
import { RawClient } from '../raw-client.js';

const MEGABYTE = 1024 * 1024;
/** The kernel alone keeps up to 36 MB for each of the two connections that a body crosses. */
const KEPT_BY_KERNEL = 80 * MEGABYTE;
const MORE_THAN_KEPT = 240 * MEGABYTE;
/** Longer than a busy machine keeps somebody from reading. */
const STALLED_MS = 2_500;

let gateway: GatewayInTest;
/** Told of each request as it reaches the service, its body unread. */
let arrived: (request: IncomingMessage, response: ServerResponse) => void;

beforeAll(async () => {
  gateway = await GatewayInTest.start({ bodyBytes: 2 * MORE_THAN_KEPT, stalledMs: STALLED_MS });
  const handle = (request: IncomingMessage, response: ServerResponse) => arrived(request, response);
  await gateway.upstream('ticket-center', {
    'GET /api/v1/board': { handle },
    'GET /api/v1/export': { handle },
    'POST /api/v1/import': { handle },
  });
});
afterAll(() => gateway.stop());

/** The next request as the service sees it. */
function next(): Promise<{ request: IncomingMessage; response: ServerResponse }> {
  return new Promise((resolve) => {
    arrived = (request, response) => resolve({ request, response });
  });
}

function open(method: string, path: string, headers: Record<string, string> = {}): ClientRequest {
  const [hostname, port] = gateway.address.split(':');
  const outgoing = httpRequest({
    hostname,
    port,
    method,
    path,
    agent: false,
    headers: { host: 'acme.localhost', ...headers },
  });
  outgoing.on('error', () => {});
  return outgoing;
}

async function answerOf(outgoing: ClientRequest): Promise<IncomingMessage> {
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  return response;
}

/** Writes until the other side does not take any more; how much it took. */
async function fill(stream: NodeJS.WritableStream & { writableLength: number }, most: number): Promise<number> {
  const chunk = Buffer.alloc(64 * 1024);
  for (let written = 0; ; written += chunk.length) {
    if (written >= most) return written;
    if (!stream.write(chunk) && !(await drained(stream))) return written;
  }
}

async function drained(stream: NodeJS.WritableStream): Promise<boolean> {
  const drain = once(stream, 'drain').then(() => true);
  const stuck = new Promise<boolean>((resolve) => setTimeout(resolve, 300, false));
  return Promise.race([drain, stuck]);
}

describe('a body', () => {
  it.each([
    ['small', 300, true],
    ['small, in pieces of unknown number', 300, false],
    ['large', 20 * MEGABYTE, true],
    ['large, in pieces of unknown number', 20 * MEGABYTE, false],
  ])('arrives byte by byte and comes back so: %s', async (_, size, announced) => {
    const body = randomBytes(size);
    const [field, value] = announced ? ['content-length', String(size)] : ['transfer-encoding', 'chunked'];
    arrived = (request, response) => void request.pipe(response.writeHead(200, { 'content-type': 'x/y' }));
    const outgoing = open('POST', '/api/v1/import', { [field]: value });
    outgoing.end(body);
    const hash = createHash('sha256');
    for await (const chunk of await answerOf(outgoing)) hash.update(chunk as Buffer);

    expect(hash.digest('hex')).toBe(createHash('sha256').update(body).digest('hex'));
  });

  it('is on its way before all of it is there', async () => {
    const service = next();
    const outgoing = open('POST', '/api/v1/import', { 'transfer-encoding': 'chunked' });
    outgoing.write('first');
    const { request, response } = await service;
    const [first] = (await once(request, 'data')) as [Buffer];
    outgoing.end('last');
    const [last] = (await once(request, 'data')) as [Buffer];
    response.end();

    expect([first.toString(), last.toString()]).toEqual(['first', 'last']);
  });

  it('is not kept by the gateway when the service does not read it', async () => {
    const service = next();
    const outgoing = open('POST', '/api/v1/import', { 'transfer-encoding': 'chunked' });
    const taken = await fill(outgoing, MORE_THAN_KEPT);
    const { response } = await service;
    outgoing.destroy();
    response.destroy();

    expect(taken).toBeLessThan(KEPT_BY_KERNEL);
  });

  it('of an answer is not kept by the gateway when the client does not read it', async () => {
    const service = next();
    const raw = await RawClient.connect(gateway.address);
    raw.stopReading();
    raw.say('GET /api/v1/export HTTP/1.1', 'Host: acme.localhost', '', '');
    const { response } = await service;
    const taken = await fill(response, MORE_THAN_KEPT);
    raw.leave();

    expect(taken).toBeLessThan(KEPT_BY_KERNEL);
  });

  it('that breaks off is seen to break off, not to end', async () => {
    arrived = (_, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('half');
      setTimeout(() => response.destroy(), 20);
    };
    const answer = await answerOf(open('GET', '/api/v1/export').end());
    answer.resume();

    await expect(once(answer, 'end')).rejects.toThrow('aborted');
  });
});

describe('an answer that does not move any more', () => {
  it('because of the service is cut off', async () => {
    arrived = (_, response) => void response.writeHead(200).write('half');
    const answer = await answerOf(open('GET', '/api/v1/export').end());
    answer.resume();

    await expect(once(answer, 'end')).rejects.toThrow('aborted');
  });

  it('because of the client is not waited for', async () => {
    const service = next();
    const raw = await RawClient.connect(gateway.address);
    raw.stopReading();
    raw.say('GET /api/v1/export HTTP/1.1', 'Host: acme.localhost', '', '');
    const { response } = await service;
    void fill(response, MORE_THAN_KEPT);
    await new Promise((resolve) => response.once('close', resolve));
    raw.leave();

    expect(response.writableFinished).toBe(false);
  });
});

describe('an event stream', () => {
  it('comes through event by event, the header at once', async () => {
    const service = next();
    const asked = open('GET', '/api/v1/board', { accept: 'text/event-stream' }).end();
    const { response } = await service;
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    const answer = await answerOf(asked);
    const seen: string[] = [];
    for (const event of ['data: 1\n\n', 'data: 2\n\n']) {
      response.write(event);
      const [chunk] = (await once(answer, 'data')) as [Buffer];
      seen.push(chunk.toString());
    }
    asked.destroy();

    expect(answer.headers['content-type']).toBe('text/event-stream');
    expect(seen).toEqual(['data: 1\n\n', 'data: 2\n\n']);
  });

  it('ends for the service when the client leaves', async () => {
    const service = next();
    const asked = open('GET', '/api/v1/board').end();
    const { response } = await service;
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
    await answerOf(asked);
    asked.destroy();

    await expect(once(response, 'close')).resolves.toBeDefined();
  });

  it('counts among what its client may have open at once, and no longer than it is', async () => {
    await gateway.configure('gateway/limits', { sockets: { client: 1 } });
    const first = next();
    const asked = open('GET', '/api/v1/board').end();
    (await first).response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
    await answerOf(asked);
    const again = async () => {
      const service = next();
      const another = open('GET', '/api/v1/board').end();
      const { response } = await service;
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
      const { statusCode } = await answerOf(another);
      another.destroy();
      await once(response, 'close');
      return statusCode;
    };
    expect(await again()).toBe(429);
    asked.destroy();
    await eventually('there is a place again', async () => (await again()) === 200);
    await gateway.configure('gateway/limits', {});
  });

  it('may be silent for longer than any other answer', async () => {
    await gateway.configure('resilience', { byDefault: { timeoutMs: 100 } });
    const service = next();
    const asked = open('GET', '/api/v1/board').end();
    const { response } = await service;
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
    const answer = await answerOf(asked);
    answer.resume();
    await new Promise((resolve) => setTimeout(resolve, 1.2 * STALLED_MS));
    response.write('data: 2\n\n');
    const [chunk] = (await once(answer, 'data')) as [Buffer];
    asked.destroy();
    await gateway.configure('resilience', {});

    expect(chunk.toString()).toBe('data: 2\n\n');
  });
});

describe('a client that leaves', () => {
  it('before the answer has begun is not waited for any more', async () => {
    const service = next();
    const asked = open('GET', '/api/v1/export').end();
    const { response } = await service;
    asked.destroy();

    await expect(once(response, 'close')).resolves.toBeDefined();
  });

  it('tells nothing against the service', async () => {
    for (let n = 0; n < 30; n += 1) {
      const service = next();
      const asked = open('GET', '/api/v1/export').end();
      const { response } = await service;
      asked.destroy();
      await once(response, 'close');
    }
    arrived = (_, response) => void response.end('{}');

    expect(await gateway.send('GET', '/api/v1/export')).toMatchObject({ status: 200 });
  });

  it('in the middle of its body leaves the service nothing to wait for', async () => {
    const service = next();
    const asked = open('POST', '/api/v1/import', { 'transfer-encoding': 'chunked' });
    asked.write('half');
    const { request } = await service;
    const ended = Promise.race([once(request, 'aborted'), once(request, 'close')]);
    request.resume();
    await setImmediate();
    asked.destroy();
    await ended;

    expect(request.complete).toBe(false);
  });

  it('is told of at an address of its own, and not at the public door', async () => {
    expect((await gateway.send('GET', '/metrics')).status).toBe(404);
    expect((await fetch(gateway.running.metricsUrl!)).status).toBe(200);
    expect((await fetch(gateway.running.metricsUrl!.replace('/metrics', '/'))).status).toBe(404);
  });

  it('is counted as one that left', async () => {
    const service = next();
    const asked = open('GET', '/api/v1/export').end();
    await service;
    asked.destroy();

    await eventually('it is counted', async () => {
      const text = await gateway.metrics();
      return /request_seconds_count\{.*route="GET \/api\/v1\/export",status="left"/.test(text);
    });
  });
});
