import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { eventually } from '#libs/testing/eventually';
import { WebSocket } from 'ws';
import { EventSource } from '../event-source.js';
import { GatewayInTest } from '../gateway-in-test.js';

const SOCKET = '/api/v1/conversations/socket';
const STREAM = '/api/v1/conversations/stream';
const HOST = { host: 'acme.localhost' };
const PERMISSIONS = ['conversation:attend', 'me:read'];

describe('what stays open through the gateway', () => {
  let gateway: GatewayInTest;
  let sessionId: string;

  beforeAll(async () => {
    gateway = await GatewayInTest.start();
    const upstream = await gateway.upstream('call-center', {
      [`GET ${SOCKET}`]: { permission: 'conversation:attend', described: { 'x-websocket': true } },
      [`GET ${STREAM}`]: {
        permission: 'conversation:attend',
        handle: (_, response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n'),
      },
    });
    upstream.takesSockets((socket) => socket.on('error', () => undefined));
    const token = await gateway.token(PERMISSIONS);
    await eventually('it is served', async () => (await gateway.send('GET', SOCKET, { token })).status === 200);
  });
  beforeEach(() => void (sessionId = newId(new Date())));
  afterAll(() => gateway.stop());

  const tokenOf = (claims: object = {}) => gateway.token(PERMISSIONS, { sessionId, ...claims });
  const socketOf = async (token: string, host = HOST) => {
    const client = new WebSocket(`ws://${gateway.address}${SOCKET}`, {
      headers: { ...host, authorization: `Bearer ${token}` },
    });
    await once(client, 'open');
    const closed = once(client, 'close').then(([code]) => Number(code));
    return { client, closed };
  };
  const streamOf = async (token: string, path: string, host = HOST) => {
    const source = await EventSource.open(gateway.address, path, { ...host, token });
    expect(source.status).toBe(200);
    return { source, closed: source.ended };
  };
  const ends = (id: string, tenantid = 'acme') =>
    gateway.broker.publish([
      {
        id: newId(new Date()),
        topic: 'common-events',
        key: id,
        body: JSON.stringify({
          type: 'session.ended.v1',
          tenantid,
          subject: id,
          time: new Date().toISOString(),
          data: { sessionId: id, accountId: newId(new Date()), reason: 'logged-out', at: new Date().toISOString() },
        }),
      },
    ]);

  it.each([
    ['a stream of a service', STREAM],
    ['a stream of the gateway', '/api/v1/gateway/versions/stream'],
  ])('%s ends with the log-in it came with, and so does a WebSocket', async (_, path) => {
    const token = await tokenOf();
    const open = [await socketOf(token), await streamOf(token, path)];
    await ends(sessionId);
    const [code] = await Promise.all(open.map(({ closed }) => closed));
    expect(code).toBe(1008);
  });

  it('goes on when another log-in ends, of the same person too', async () => {
    const open = [await socketOf(await tokenOf()), await streamOf(await tokenOf(), STREAM)] as const;
    const other = newId(new Date());
    const theirs = await socketOf(await tokenOf({ sessionId: other }));
    await ends(other);
    await theirs.closed;
    expect(open[0].client.readyState).toBe(WebSocket.OPEN);
    expect(open[1].source.isOver).toBe(false);
    open[0].client.terminate();
    open[1].source.leave();
  });

  it('does not come again with a token of a log-in that is over, nor does anything else', async () => {
    const token = await tokenOf();
    expect((await gateway.send('GET', STREAM.replace('stream', 'socket'), { token })).status).toBe(200);
    await ends(sessionId);
    const asked = () => gateway.send('GET', SOCKET, { token });
    await eventually('it is refused', async () => (await asked()).status === 401);
    expect((await asked()).json).toMatchObject({ code: 'session-ended' });
    await expect(socketOf(token)).rejects.toThrow('401');
    expect((await gateway.send('GET', SOCKET, { token: await gateway.token(PERMISSIONS) })).status).toBe(200);
  });

  it('of a tenant that is suspended ends, of another goes on', async () => {
    await gateway.tenant('globex');
    const token = await tokenOf({ tenantId: 'globex' });
    const host = { host: 'globex.localhost' };
    const theirs = [
      await socketOf(token, host),
      await streamOf(token, STREAM, host),
      await streamOf(token, '/api/v1/gateway/versions/stream', host),
    ];
    const ours = await socketOf(await tokenOf());
    await gateway.tenant('globex', 'suspended');
    await Promise.all(theirs.map(({ closed }) => closed));
    expect(ours.client.readyState).toBe(WebSocket.OPEN);
    ours.client.terminate();
    await expect(socketOf(token, host)).rejects.toThrow('403');
  });
});
