import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Caller } from './caller.js';
import { HttpDoor } from './http-door.js';
import { Meter } from './meter.js';

type Reply = { status: number; body?: unknown } | 'hang up';
const Id = z.object({ id: z.string() });

describe('a caller of the API', () => {
  const asked: Pick<IncomingMessage, 'method' | 'url' | 'headers'>[] = [];
  const meter = new Meter();
  let server: Server;
  let door: HttpDoor;

  async function answering(...replies: Reply[]): Promise<Caller> {
    asked.length = 0;
    meter.read();
    server = createServer((request, response) => {
      asked.push({ method: request.method, url: request.url, headers: request.headers });
      const reply = replies.shift()!;
      if (reply === 'hang up') return void response.destroy();
      const body = reply.body === undefined ? undefined : JSON.stringify(reply.body);
      response.writeHead(reply.status, { 'content-type': 'application/json' }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    door = new HttpDoor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'shop.localhost', meter);
    return new Caller(door, meter).as('a-token');
  }

  afterEach(async () => {
    await door.close();
    server.close();
  });

  it('says which tenant it is for, who it is and which step it is', async () => {
    const caller = await answering({ status: 201, body: { id: 't' } });
    expect(await caller.post('/tickets', {}, {}, 'run/R1/ticket', Id)).toEqual({ id: 't' });
    expect(asked[0]!.headers).toMatchObject({
      host: 'shop.localhost',
      authorization: 'Bearer a-token',
      'idempotency-key': 'run/R1/ticket',
    });
  });

  it('says the version that was seen, where it has to', async () => {
    const caller = await answering(...Array.from({ length: 4 }, () => ({ status: 200, body: { id: 't' } })));
    await caller.patch('/drafts/{id}', { id: 'd' }, {}, Id, 2);
    await caller.put('/drafts/{id}', { id: 'd' }, {}, Id, 3);
    await caller.post('/drafts/{id}/steps', { id: 'd' }, {}, 'key', Id, 4);
    await caller.post('/drafts', {}, {}, 'key', Id);
    expect(asked.map(({ method, headers }) => [method, headers['if-match']])).toEqual([
      ...[
        ['PATCH', '"2"'],
        ['PUT', '"3"'],
        ['POST', '"4"'],
        ['POST', undefined],
      ],
    ]);
  });

  it('fills the parameters of the route; the others become the query', async () => {
    const caller = await answering({ status: 200, body: { id: 't' } });
    await caller.get('/tickets/{id}/journal', { id: 'a/b', limit: '9' }, Id);
    expect(asked[0]!.url).toBe('/tickets/a%2Fb/journal?limit=9');
    expect([...meter.read().latencies.keys()]).toEqual(['GET /tickets/{id}/journal']);
  });

  it("tries the server's trouble again under the same key, and counts it", async () => {
    const caller = await answering({ status: 503 }, 'hang up', { status: 429 }, { status: 201, body: { id: 't' } });
    expect(await caller.post('/tickets', {}, {}, 'key', Id)).toEqual({ id: 't' });
    expect(asked.map(({ headers }) => headers['idempotency-key'])).toEqual(['key', 'key', 'key', 'key']);
    expect(Object.fromEntries(meter.read().retries)).toEqual({ '503': 1, 'no answer': 1, '429': 1 });
  });

  it('does not repeat what was refused', async () => {
    const problem = { code: 'ticket-taken', detail: 'Someone else has taken it.' };
    const caller = await answering({ status: 409, body: problem });
    await expect(caller.post('/tickets/{id}/grab', { id: 't' }, {}, 'key', Id)).rejects.toThrow(
      'POST /tickets/{id}/grab: 409 ticket-taken Someone else has taken it.',
    );
    expect(asked).toHaveLength(1);
  });

  it('refuses an answer of another shape', async () => {
    const caller = await answering({ status: 200, body: { number: 7 } });
    await expect(caller.get('/tickets', {}, Id)).rejects.toThrow('unexpected-answer');
  });
});
