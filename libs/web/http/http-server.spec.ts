import { connect, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { closed, httpServer } from './http-server.js';

const LONG_MS = 60_000;

let server: FastifyInstance;
let answer: () => void;
let asked: Promise<void>;
const sockets: Socket[] = [];

beforeEach(async () => {
  const isAsked = Promise.withResolvers<void>();
  const mayAnswer = Promise.withResolvers<void>();
  asked = isAsked.promise;
  answer = mayAnswer.resolve;
  server = Fastify(httpServer());
  server.addContentTypeParser('application/octet-stream', (_request, body, done) => done(null, body));
  server.get('/late', async () => {
    isAsked.resolve();
    await mayAnswer.promise;
    return 'late';
  });
  server.post('/early', () => 'nothing of it was read');
  await server.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

async function says(...lines: string[]): Promise<Socket> {
  const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
  sockets.push(socket);
  await once(socket, 'connect');
  socket.write([...lines, '', ''].join('\r\n'));
  return socket;
}

const close = (graceMs: number) =>
  closed({ getHttpServer: () => server.server, close: async () => void (await server.close()) }, graceMs);

it('a service that closes answers who has asked', async () => {
  const client = await says('GET /late HTTP/1.1', 'Host: x');
  await asked;
  const isClosed = close(LONG_MS);
  answer();
  const [chunk] = (await once(client, 'data')) as [Buffer];
  expect(chunk.toString()).toContain('late');
  await isClosed;
});

it('does not wait for somebody who is silent in the midst of a request', async () => {
  const client = await says(
    'POST /early HTTP/1.1',
    'Host: x',
    'Content-Type: application/octet-stream',
    'Content-Length: 9',
  );
  const [chunk] = (await once(client, 'data')) as [Buffer];
  expect(chunk.toString()).toContain('nothing of it was read');
  await close(1);
});
