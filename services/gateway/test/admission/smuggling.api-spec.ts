import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { RawClient } from '../raw-client.js';
import { AttackedGateway, HOST, post } from './attacked-gateway.js';

const SMUGGLED = `GET /api/v1/tickets/7 HTTP/1.1\r\n${HOST}\r\n\r\n`;

let attacked: AttackedGateway;

beforeAll(async () => {
  attacked = await AttackedGateway.start();
});
afterEach(() => attacked.leave());
afterAll(() => attacked.stop());

describe('request smuggling', () => {
  it.each([
    ['CL.TE', post('Content-Length: 6\r\nTransfer-Encoding: chunked', `0\r\n\r\n${SMUGGLED}`)],
    ['TE.CL', post('Transfer-Encoding: chunked\r\nContent-Length: 4', `5c\r\n${SMUGGLED}0\r\n\r\n`)],
    ['TE.TE', post('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity', `0\r\n\r\n${SMUGGLED}`)],
    ['TE.TE, capitals', post('Transfer-Encoding: chunked\r\nTransfer-encoding: x', `0\r\n\r\n${SMUGGLED}`)],
    ['TE with a tab', post('Transfer-Encoding:\tchunked\r\nContent-Length: 4', `0\r\n\r\n${SMUGGLED}`)],
    ['TE with a vertical tab', post('Transfer-Encoding: \vchunked', `0\r\n\r\n${SMUGGLED}`)],
    ['TE in quotes', post('Transfer-Encoding: "chunked"', `0\r\n\r\n${SMUGGLED}`)],
    ['TE after a line feed', post('X: y\nTransfer-Encoding: chunked\r\nContent-Length: 4', `0\r\n\r\n${SMUGGLED}`)],
    ['CL.CL', post('Content-Length: 0\r\nContent-Length: 44', SMUGGLED)],
    ['a length in a list', post('Content-Length: 0, 44', SMUGGLED)],
    ['a negative length', post('Content-Length: -1', SMUGGLED)],
    ['a length with a space', post('Content-Length: 0 44', SMUGGLED)],
    ['a length that is too large to be one', post(`Content-Length: ${'9'.repeat(30)}`, SMUGGLED)],
    ['a length of no digits', post('Content-Length: ', SMUGGLED)],
    ['obs-fold', post('X-One: a\r\n Content-Length: 44', SMUGGLED)],
    ['obs-fold of the length', post('Content-Length:\r\n 44', SMUGGLED)],
    ['a field without a colon', post('Content-Length', SMUGGLED)],
    ['a field without a name', post(': x', SMUGGLED)],
    ['a null in a name', post('Content\0-Length: 44', SMUGGLED)],
    ['a chunk that is longer than it says', post('Transfer-Encoding: chunked', `1\r\nabc\r\n0\r\n\r\n${SMUGGLED}`)],
    ['a chunk size with a sign', post('Transfer-Encoding: chunked', `+1\r\na\r\n0\r\n\r\n${SMUGGLED}`)],
    ['a chunk size in 0x', post('Transfer-Encoding: chunked', `0x1\r\na\r\n0\r\n\r\n${SMUGGLED}`)],
    ['a chunk size of 17 digits', post('Transfer-Encoding: chunked', `10000000000000001\r\na\r\n0\r\n\r\n${SMUGGLED}`)],
    ['a chunk that ends in a line feed', post('Transfer-Encoding: chunked', `1\na\n0\n\n${SMUGGLED}`)],
    ['HTTP/0.9', 'GET /api/v1/prices\r\n\r\n'],
    ['HTTP/2 on the same connection', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a version of three parts', `GET /api/v1/prices HTTP/1.1.1\r\n${HOST}\r\n\r\n`],
    ['a tab before the version', `GET /api/v1/prices\tHTTP/1.1\r\n${HOST}\r\n\r\n`],
    ['a method of no letters', `G\0T /api/v1/prices HTTP/1.1\r\n${HOST}\r\n\r\n`],
  ])('is refused, and nothing gets through: %s', async (_, text) => {
    const { statuses, asked } = await attacked.told(text);

    expect(statuses.length).toBeLessThanOrEqual(1);
    for (const status of statuses) expect([400, 404, 408, 413, 431]).toContain(status);
    expect(asked.filter((url) => url !== '/api/v1/echo')).toEqual([]);
  });

  it('has nothing of a request with a body on GET: it is a body, whole', async () => {
    const body = SMUGGLED;
    const fields = `${HOST}\r\nContent-Length: ${body.length}\r\nConnection: close`;
    const { statuses, asked } = await attacked.told(`GET /api/v1/prices HTTP/1.1\r\n${fields}\r\n\r\n${body}`);

    expect(statuses).toHaveLength(1);
    expect(asked.filter((url) => url?.startsWith('/api/v1/tickets'))).toEqual([]);
  });

  it.each(['h2c', 'TLS/1.0', 'websocket, h2c'])('has no way through an upgrade to %s', async (upgrade) => {
    const headers = { connection: 'Upgrade, HTTP2-Settings', upgrade, 'http2-settings': 'AAMAAABk' };
    const { status } = await attacked.gateway.send('GET', '/api/v1/prices', { headers });
    const asked = attacked.tickets.asked.at(-1)!;

    expect(status).toBe(200);
    for (const name of ['upgrade', 'http2-settings']) expect(asked.headers).not.toHaveProperty(name);
  });

  it('has no tunnel through CONNECT', async () => {
    const { statuses, asked } = await attacked.told(`CONNECT acme.localhost:80 HTTP/1.1\r\n${HOST}\r\n\r\n${SMUGGLED}`);

    expect(statuses.filter((status) => status < 400)).toEqual([]);
    expect(asked).toEqual([]);
  });
});

describe('too many header fields', () => {
  it('are refused, and none of them is passed over', async () => {
    const many = Object.fromEntries(Array.from({ length: 120 }, (_, n) => [`x-${n}`, '1']));
    const few = Object.fromEntries(Array.from({ length: 80 }, (_, n) => [`x-${n}`, '1']));

    expect(await attacked.gateway.send('GET', '/api/v1/prices', { headers: many })).toMatchObject({
      status: 431,
      json: { code: 'too-many-fields' },
    });
    expect((await attacked.gateway.send('GET', '/api/v1/prices', { headers: few })).status).toBe(200);
  });

  it('do not hide a second Host behind them', async () => {
    const padding = Array.from({ length: 2_100 }, () => 'a:').join('\r\n');
    const { asked, statuses } = await attacked.told(
      `GET /api/v1/prices HTTP/1.1\r\n${HOST}\r\n${padding}\r\nHost: globex.localhost\r\nConnection: close\r\n\r\n`,
    );

    expect([statuses, asked]).toEqual([[431], []]);
  });
});

describe('slow clients', () => {
  it.each([
    ['header, a byte at a time', `GET /api/v1/prices HTTP/1.1\r\n${HOST}\r\n`, 'X'],
    ['body, a byte at a time', post('Content-Length: 1000', ''), 'x'],
    ['chunks, a byte at a time', post('Transfer-Encoding: chunked', ''), '1\r\nx\r\n'],
  ])('lose their connection however they go on: %s', async (_, begin, drip) => {
    const client = await RawClient.connect(attacked.gateway.address);
    attacked.clients.push(client);
    client.say(begin);
    const dripping = setInterval(() => client.say(drip), 20);
    // A client that goes on is cut off in the middle of it.
    const heard = await client.heard().catch(() => '');
    clearInterval(dripping);

    expect(heard).not.toContain('"service"');
    expect(heard.endsWith('\r\n0\r\n\r\n')).toBe(false);
  });

  it('by the hundred take nothing from others', async () => {
    const slow = await Promise.all(Array.from({ length: 200 }, () => RawClient.connect(attacked.gateway.address)));
    for (const each of slow) each.say(`GET /api/v1/prices HTTP/1.1\r\n${HOST}\r\nX-Slow: `);
    const answers = await Promise.all(Array.from({ length: 10 }, () => attacked.gateway.send('GET', '/api/v1/prices')));
    const ends = await Promise.all(slow.map((each) => each.answers()));

    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(ends.every((each) => each.every(({ status }) => status === 408))).toBe(true);
  });
});
