import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CALLS } from './desk-view.js';

// All services in one process, as far as a desk asks them: each answer takes as long as its path says, the same every time.
const OURS_MS = [4, 24] as const;
const OUTSIDE_MS = [300, 900] as const;

const operation = { 'x-permission': 'ticket:read' };
const paths = {
  ...Object.fromEntries(CALLS.map((call) => [call.operation, { get: operation }])),
  '/api/v1/tickets/{id}/note': { post: operation },
};
const row = { id: '01a20a15-7f1e-70c8-b7fe-a29b40cf13f4', status: 'assigned', version: 3, text: 'x'.repeat(200) };
const list = JSON.stringify({ items: Array.from({ length: 10 }, (_, n) => ({ ...row, n })), next: null });

const server = createServer((request, response) => {
  request.resume();
  if (request.url === '/openapi.json') return void response.end(JSON.stringify({ openapi: '3.1.0', paths }));
  const url = request.url!;
  const [least, most] = url.startsWith('/api/v1/outside/') ? OUTSIDE_MS : OURS_MS;
  const body = /^\/api\/v1\/tickets\/[^/?]+$/.test(url) ? ticketOf(url.split('/').at(-1)!) : list;
  setTimeout(
    () =>
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
        .end(body),
    least + (most - least) * shareOf(url),
  );
});
server.keepAliveTimeout = 72_000;
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
});

function ticketOf(id: string): string {
  const customerId = id.replace(/^.{8}/, '0c000000');
  return JSON.stringify({
    ...row,
    id,
    customerId,
    categoryId: row.id,
    ticketType: 'fault',
    description: 'x'.repeat(2_000),
  });
}

/** 0 to 1, by FNV-1a. */
function shareOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash / 2 ** 32;
}
