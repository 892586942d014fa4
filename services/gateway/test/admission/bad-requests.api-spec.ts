import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { GatewayInTest } from '../gateway-in-test.js';
import { RawClient } from '../raw-client.js';
import type { StubUpstream } from '../stub-upstream.js';

const HOST = 'Host: acme.localhost';

let gateway: GatewayInTest;
let tickets: StubUpstream;
const clients: RawClient[] = [];

beforeAll(async () => {
  const impatient = { headerMs: 300, requestMs: 600, checkEveryMs: 50 };
  gateway = await GatewayInTest.start({ ...impatient, headerBytes: 4_096, bodyBytes: 1_000 });
  tickets = await gateway.upstream('ticket-center', {
    'GET /api/v1/prices': {},
    'POST /api/v1/echo': { handle: (request, response) => void request.pipe(response) },
    'POST /api/v1/wait': {},
    'POST /api/v1/early': { handle: (_, response) => void response.writeHead(200).write('early') },
  });
  await gateway.send('GET', '/api/v1/prices');
});
afterEach(() => {
  for (const client of clients.splice(0)) client.leave();
});
afterAll(() => gateway.stop());

async function client(...lines: string[]): Promise<RawClient> {
  const raw = await RawClient.connect(gateway.address);
  clients.push(raw);
  raw.say(...lines);
  return raw;
}

/** The one answer to these lines, and how often the service was asked because of them. */
async function answerTo(...lines: string[]) {
  const before = tickets.asked.length;
  const answers = await (await client(...lines)).answers();
  expect(answers).toHaveLength(1);
  return { ...answers[0]!, asked: tickets.asked.length - before };
}

describe('a request that two readers could split differently', () => {
  it.each([
    ['both lengths', ['Content-Length: 4', 'Transfer-Encoding: chunked']],
    ['two lengths', ['Content-Length: 4', 'Content-Length: 40']],
    ['the same length twice', ['Content-Length: 4', 'Content-Length: 4']],
    ['a list of lengths', ['Content-Length: 4, 4']],
    ['a signed length', ['Content-Length: +4']],
    ['a hexadecimal length', ['Content-Length: 0x4']],
    ['an encoding nobody knows', ['Transfer-Encoding: xchunked']],
    ['chunked before another encoding', ['Transfer-Encoding: chunked, identity']],
    ['a space before the colon', ['Transfer-Encoding : chunked']],
    ['a folded field', ['X-One: a', ' Transfer-Encoding: chunked']],
  ])('is refused: %s', async (_, fields) => {
    const smuggled = ['0', '', 'GET /api/v1/prices HTTP/1.1', HOST, '', ''];
    const answer = await answerTo('POST /api/v1/echo HTTP/1.1', HOST, ...fields, '', ...smuggled);

    expect(answer).toMatchObject({ status: 400, problem: { code: 'request-malformed' }, asked: 0 });
    expect(answer.head).toMatch(/connection: close/);
  });

  it.each([
    ['a bare line feed', 'GET /api/v1/prices HTTP/1.1\nHost: acme.localhost\n\n'],
    ['a carriage return in a field', `GET /api/v1/prices HTTP/1.1\r\n${HOST}\r\nX-One: a\rX-Two: b\r\n\r\n`],
    ['a null in a field', `GET /api/v1/prices HTTP/1.1\r\n${HOST}\r\nX-One: a\0b\r\n\r\n`],
    ['a chunk of no known size', `POST /api/v1/echo HTTP/1.1\r\n${HOST}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`],
  ])('is refused: %s', async (_, text) => {
    expect(await answerTo(text)).toMatchObject({ status: 400, problem: { code: 'request-malformed' } });
  });

  it.each(['Host: globex.localhost', 'Authorization: Bearer another'])(
    'is refused with a second %s',
    async (second) => {
      const token = `Authorization: Bearer ${await gateway.token(['*'])}`;
      const answer = await answerTo('GET /api/v1/prices HTTP/1.1', HOST, token, second, 'Connection: close', '', '');

      expect(answer).toMatchObject({ status: 400, problem: { code: 'request-malformed' }, asked: 0 });
    },
  );
});

describe('a request that is too much', () => {
  it('in its header is refused', async () => {
    const answer = await answerTo('GET /api/v1/prices HTTP/1.1', HOST, `X-Long: ${'x'.repeat(100_000)}`, '', '');

    expect(answer).toMatchObject({ status: 431, problem: { code: 'header-too-large', status: 431 }, asked: 0 });
  });

  it('in its path is refused', async () => {
    const answer = await answerTo(`GET /api/v1/${'x'.repeat(5_000)} HTTP/1.1`, HOST, '', '');

    expect(answer).toMatchObject({ status: 431, problem: { code: 'header-too-large' }, asked: 0 });
  });

  it('in the body it announces is refused before it is sent, and the connection can go on', async () => {
    const before = tickets.asked.length;
    const raw = await client('POST /api/v1/echo HTTP/1.1', HOST, 'Content-Length: 1001', '', '');
    await eventually('the answer is there', () => raw.received.includes('body-too-large'));
    raw.say('x'.repeat(1_001), '');
    raw.say('GET /api/v1/prices HTTP/1.1', HOST, 'Connection: close', '', '');

    expect((await raw.answers()).map(({ status }) => status)).toEqual([413, 200]);
    expect(tickets.asked.length - before).toBe(1);
  });

  it('in a body that does not say its length is refused when it gets there', async () => {
    const raw = await client(
      'POST /api/v1/echo HTTP/1.1',
      HOST,
      'Transfer-Encoding: chunked',
      'Connection: close',
      '',
      '',
    );
    for (let n = 0; n < 3; n += 1) raw.say('200', 'x'.repeat(512), '');
    raw.say('0', '', '');

    expect(await raw.answers()).toMatchObject([{ status: 413, problem: { code: 'body-too-large' } }]);
  });

  it('tells nothing against the service', async () => {
    for (let n = 0; n < 30; n += 1) {
      await gateway.send('POST', '/api/v1/echo', {
        headers: { 'transfer-encoding': 'chunked' },
        body: 'x'.repeat(1_500),
      });
    }

    expect(await gateway.send('GET', '/api/v1/prices')).toMatchObject({ status: 200 });
  });

  it('in a body that does not say its length does not stop what comes after it', async () => {
    const raw = await client('POST /api/v1/echo HTTP/1.1', HOST, 'Transfer-Encoding: chunked', '', '');
    for (let n = 0; n < 400; n += 1) raw.say('200', 'x'.repeat(512), '');
    raw.say('0', '', 'GET /api/v1/prices HTTP/1.1', HOST, 'Connection: close', '', '');

    expect((await raw.answers()).map(({ status }) => status)).toEqual([413, 200]);
  });

  it('and does not stop coming is cut off', async () => {
    const raw = await client('POST /api/v1/echo HTTP/1.1', HOST, 'Content-Length: 10000000000', '', '');
    const megabytes = await raw.keepSaying('x'.repeat(1024 * 1024));

    expect(megabytes).toBeGreaterThan(16);
    expect(megabytes).toBeLessThan(100);
  });

  it('of a body that is refused for another reason is thrown away', async () => {
    const raw = await client('POST /api/v1/nothing HTTP/1.1', HOST, 'Content-Length: 900', '', 'x'.repeat(900));
    raw.say('GET /api/v1/prices HTTP/1.1', HOST, 'Connection: close', '', '');

    expect((await raw.answers()).map(({ status }) => status)).toEqual([404, 200]);
  });
});

describe('a slow client', () => {
  it('that says nothing is sent away', async () => {
    const start = performance.now();
    const [answer] = await (await client()).answers();

    expect(answer).toMatchObject({ status: 408, problem: { code: 'request-timeout' } });
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it('that does not get to the end of its header is sent away', async () => {
    const answer = await answerTo('GET /api/v1/prices HTTP/1.1', HOST, 'X-One: a');

    expect(answer).toMatchObject({ status: 408, problem: { code: 'request-timeout' }, asked: 0 });
  });

  it('that does not get to the end of a small body never gets as far as the service', async () => {
    const answer = await answerTo('POST /api/v1/echo HTTP/1.1', HOST, 'Content-Length: 10', '', 'x');

    expect(answer).toMatchObject({ status: 408, problem: { code: 'request-timeout' }, asked: 0 });
  });

  it('that does not get to the end of a stream is sent away, and the service is told', async () => {
    const gone = new Promise((resolve) => {
      tickets.offer('POST /api/v1/wait', { handle: (request) => request.once('aborted', resolve) });
    });
    const answer = await answerTo('POST /api/v1/wait HTTP/1.1', HOST, 'Transfer-Encoding: chunked', '', '1', 'x', '');
    await gone;

    expect(answer).toMatchObject({ status: 408, problem: { code: 'request-timeout' } });
  });

  it('whose answer has begun is cut off rather than answered into', async () => {
    const raw = await client('POST /api/v1/early HTTP/1.1', HOST, 'Transfer-Encoding: chunked', '', '1', 'x', '');

    expect(await raw.heard()).not.toContain('HTTP/1.1 408');
    expect(raw.received).toContain('early');
  });
});

describe('a request that got its answer before it was whole', () => {
  it('gets no second one for not becoming whole', async () => {
    const raw = await client('POST /api/v1/nothing HTTP/1.1', HOST, 'Content-Length: 10', '', 'x');

    expect((await raw.answers()).map(({ status }) => status)).toEqual([404]);
  });
});

describe('a wish for another protocol', () => {
  it('is not passed on: the answer is in this one', async () => {
    const fields = ['Connection: Upgrade, close', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
    const [answer] = await (await client('GET /api/v1/prices HTTP/1.1', HOST, ...fields, '', '')).answers();

    expect(answer!.status).toBe(200);
    expect(tickets.asked.at(-1)!.headers).not.toHaveProperty('upgrade');
  });
});

describe('a client without a host', () => {
  it('belongs to no tenant', async () => {
    const answer = await answerTo('GET /api/v1/prices HTTP/1.1', 'Connection: close', '', '');

    expect(answer).toMatchObject({ status: 404, problem: { code: 'unknown-tenant' } });
  });
});
