import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { GatewayInTest } from '../gateway-in-test.js';
import { RawClient } from '../raw-client.js';
import { answerJson, type StubUpstream } from '../stub-upstream.js';

const MIB = 1024 * 1024;
const IMPORT = '/api/v1/customer-imports';
const HOST = 'Host: acme.localhost';
const CHUNKED = 'Transfer-Encoding: chunked';

let gateway: GatewayInTest;
let common: StubUpstream;
let token: string;
const clients: RawClient[] = [];
const counted = { bytes: 0, hash: createHash('sha256') };

/** Reads all of it before it answers. */
function takesAll(request: IncomingMessage, response: ServerResponse): void {
  Object.assign(counted, { bytes: 0, hash: createHash('sha256') });
  request.on('data', (chunk: Buffer) => {
    counted.bytes += chunk.length;
    counted.hash.update(chunk);
  });
  request.once('end', () => answerJson({ bytes: counted.bytes }, 202)(request, response));
}

beforeAll(async () => {
  gateway = await GatewayInTest.start({
    ...{ requestMs: 500, headerMs: 400, checkEveryMs: 50 },
    ...{ largestBodyBytes: 300 * MIB, longestUploadMs: 60_000, paceBytesPerS: 1_000, paceWindowMs: 300 },
  });
  common = await gateway.upstream('customers', {
    [`POST ${IMPORT}`]: {
      permission: 'customer-import:run',
      described: { 'x-large-body': { mebibytes: 1024, minutes: 60 } },
      handle: takesAll,
    },
    'POST /api/v1/packages': { described: { 'x-large-body': { mebibytes: 12, minutes: 60 } }, handle: takesAll },
    'POST /api/v1/customers': { handle: takesAll },
  });
  token = await gateway.token(['customer-import:run']);
  await eventually('it is served', async () => {
    const { status } = await gateway.send('POST', IMPORT, { token, body: 'x' });
    return status === 202;
  });
});
afterEach(() => {
  for (const client of clients.splice(0)) client.leave();
});
afterAll(() => gateway.stop());

function open(path: string, headers: Record<string, string>): ClientRequest {
  const [hostname, port] = gateway.address.split(':');
  const fields = { host: 'acme.localhost', authorization: `Bearer ${token}`, ...headers };
  const outgoing = httpRequest({ hostname, port, method: 'POST', path, agent: false, headers: fields });
  outgoing.on('error', () => {});
  return outgoing;
}

async function answerOf(outgoing: ClientRequest) {
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  const text = (await response.toArray()).join('');
  return { status: response.statusCode, json: JSON.parse(text) as Record<string, unknown> };
}

async function rawClient(...lines: string[]): Promise<RawClient> {
  const client = await RawClient.connect(gateway.address);
  clients.push(client);
  client.say(...lines, '', '');
  return client;
}

/** So many pieces of a MiB, each like the others. */
function pieces(count: number, piece = randomBytes(MIB)): Readable {
  return Readable.from(Array.from({ length: count }, () => piece));
}

describe('a large body of an operation that takes it', () => {
  it.each([
    ['announced', { 'content-length': String(24 * MIB) }],
    ['in pieces of unknown number', { 'transfer-encoding': 'chunked' }],
  ])('arrives whole: %s', async (_, fields) => {
    const piece = randomBytes(MIB);
    const outgoing = open(IMPORT, fields);
    pieces(24, piece).pipe(outgoing);

    expect(await answerOf(outgoing)).toEqual({ status: 202, json: { bytes: 24 * MIB } });
    const sent = createHash('sha256');
    for (let n = 0; n < 24; n += 1) sent.update(piece);
    expect(counted.hash.digest('hex')).toBe(sent.digest('hex'));
  });

  it('is not kept on its way', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const kept: number[] = [];
    const outgoing = open(IMPORT, { 'content-length': String(256 * MIB) });
    const piece = randomBytes(MIB);
    for (let n = 1; n <= 256; n += 1) {
      if (!outgoing.write(piece)) await once(outgoing, 'drain');
      if (n % 64 !== 0) continue;
      collect();
      kept.push(process.memoryUsage().arrayBuffers);
    }
    outgoing.end();

    expect(await answerOf(outgoing)).toMatchObject({ status: 202 });
    expect(Math.max(...kept) - kept[0]!).toBeLessThan(64 * MIB);
  });

  it('goes on for longer than other requests may, as long as it keeps pace', async () => {
    const outgoing = open(IMPORT, { 'transfer-encoding': 'chunked' });
    const begun = performance.now();
    while (performance.now() - begun < 1_200) {
      outgoing.write(Buffer.alloc(2_000));
      await pause(50);
    }
    outgoing.end();

    expect(await answerOf(outgoing)).toMatchObject({ status: 202 });
  });

  it('is not given up while it is the service that is slow', async () => {
    const gone = Promise.withResolvers<ServerResponse>();
    common.offer(`POST ${IMPORT}`, { handle: (_, response) => gone.resolve(response) });
    const outgoing = open(IMPORT, { 'content-length': String(100 * MIB) });
    pieces(100).pipe(outgoing);
    const response = await gone.promise;
    await pause(1_000);
    common.offer(`POST ${IMPORT}`, { handle: takesAll });
    response.req.resume().once('end', () => answerJson({ late: true })(null, response));

    expect(await answerOf(outgoing)).toEqual({ status: 200, json: { late: true } });
  });

  it('needs the permission as anything does, before a byte of it is wanted', async () => {
    const before = common.asked.length;
    const anonymous = await rawClient(`POST ${IMPORT} HTTP/1.1`, HOST, `Content-Length: ${100 * MIB}`);
    await eventually('it is answered', () => anonymous.received.includes('HTTP/1.1 401'));

    expect(common.asked).toHaveLength(before);
  });
});

describe('a body that is larger than', () => {
  it.each([
    ['other operations take', '/api/v1/customers', 10 * MIB],
    ['its operation says', '/api/v1/packages', 12 * MIB],
    ['the gateway lets through at all', IMPORT, 300 * MIB],
  ])('%s is refused before a byte of it comes', async (_, path, most) => {
    const before = common.asked.length;
    const fields = [HOST, `Authorization: Bearer ${token}`, `Content-Length: ${most + 1}`];
    const client = await rawClient(`POST ${path} HTTP/1.1`, ...fields);
    await eventually('it is answered', () => client.received.includes('body-too-large'));

    expect(client.received).toMatch(/^HTTP\/1\.1 413 /);
    expect(common.asked).toHaveLength(before);
  });

  it.each([
    ['other operations take', '/api/v1/customers', 10],
    ['its operation says', '/api/v1/packages', 12],
  ])('%s is cut off there when it does not say its length', async (_, path, most) => {
    const outgoing = open(path, { 'transfer-encoding': 'chunked' });
    pieces(most + 4).pipe(outgoing);

    expect(await answerOf(outgoing)).toMatchObject({ status: 413, json: { code: 'body-too-large' } });
    expect(counted.bytes).toBeLessThanOrEqual(most * MIB);
  });
});

describe('a large body that does not come to its end', () => {
  it('because it is too slow is refused, and its connection ended', async () => {
    const client = await rawClient(`POST ${IMPORT} HTTP/1.1`, HOST, `Authorization: Bearer ${token}`, CHUNKED);
    const drip = setInterval(() => client.say('1', 'x', ''), 20);
    const answers = await client.answers().finally(() => clearInterval(drip));

    expect(answers).toMatchObject([{ status: 408, problem: { code: 'body-too-slow' } }]);
  });

  it('because its sender leaves is not believed to be whole', async () => {
    const broken = new Promise((resolve) => {
      common.offer(`POST ${IMPORT}`, { handle: (request) => void request.resume().once('aborted', resolve) });
    });
    const outgoing = open(IMPORT, { 'content-length': String(50 * MIB) });
    outgoing.write(randomBytes(MIB));
    await pause(50);
    outgoing.destroy();
    await broken;
    common.offer(`POST ${IMPORT}`, { handle: takesAll });
  });

  it('because the service has its answer before is answered at once, and the connection goes on', async () => {
    common.offer('POST /api/v1/packages', { handle: answerJson({ code: 'not-a-package' }, 422) });
    const fields = [HOST, CHUNKED];
    const client = await rawClient('POST /api/v1/packages HTTP/1.1', ...fields);
    client.say('10000', 'x'.repeat(65_536), '');
    await eventually('it is answered', () => client.received.includes('not-a-package'));
    for (let n = 0; n < 20; n += 1) client.say('10000', 'x'.repeat(65_536), '');
    client.say('0', '', '');
    client.say('POST /api/v1/customers HTTP/1.1', HOST, 'Content-Length: 1', 'Connection: close', '', 'x');

    expect((await client.answers()).map(({ status }) => status)).toEqual([422, 202]);
  });

  it('tells nothing against the service', async () => {
    for (let n = 0; n < 30; n += 1) {
      const outgoing = open('/api/v1/packages', { 'transfer-encoding': 'chunked' });
      outgoing.write('x'.repeat(100_000));
      await once(outgoing, 'socket');
      outgoing.destroy();
    }
    common.offer('POST /api/v1/packages', { handle: takesAll });

    expect(await gateway.send('POST', '/api/v1/packages', { body: 'x' })).toMatchObject({ status: 202 });
  });
});
