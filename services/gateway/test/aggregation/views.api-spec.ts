import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { newId } from '#libs/kernel/id';
import { eventually } from '#libs/testing/eventually';
import { GatewayInTest } from '../gateway-in-test.js';
import { answerJson, type StubUpstream } from '../stub-upstream.js';
import { openStream } from './view-stream.js';

type Handle = (request: IncomingMessage, response: ServerResponse) => void;
interface PartView {
  readonly status: string;
  readonly data?: unknown;
  readonly problem?: unknown;
  readonly on?: string;
  readonly because?: string;
}
type Parts = Record<string, PartView>;

const ALL = ['case:read', 'owner:read', 'order:read', 'note:read'];

let gateway: GatewayInTest;
let service: StubUpstream;
let id: string;
let token: string;

beforeAll(async () => {
  gateway = await GatewayInTest.start();
  await gateway.tenant('globex');
  service = await gateway.upstream('case-center', {
    'GET /api/v1/cases/{id}': { permission: 'case:read', described: CASE_DESCRIBED },
    'POST /api/v1/cases/{id}/close': { permission: 'case:read', handle: answerJson({}) },
    'GET /api/v1/owners/{id}': { permission: 'owner:read' },
    'GET /api/v1/orders': { permission: 'order:read' },
    'POST /api/v1/order-questions': { permission: 'order:read' },
    'GET /api/v1/notes': { permission: 'note:read' },
    'GET /api/v1/odd': { permission: 'case:read' },
  });
  await declare('case', CASE);
  await eventually('the view is served', async () => (await see('case', newId(new Date()))).status !== 404);
});
afterAll(() => gateway.stop());

beforeEach(async () => {
  id = newId(new Date());
  token = await gateway.token(ALL);
  gateway.clock.advance({ hours: 1 });
  token = await gateway.token(ALL);
  answers(`/api/v1/cases/${id}`, {
    id,
    version: 1,
    ownerId: 'mia',
    orderId: null,
    secret: 'x',
    lines: [{ n: 1, secret: 'y' }],
  });
  answers('/api/v1/owners/mia', { id: 'mia', name: 'Mia' });
  answers('/api/v1/orders', { items: [{ number: 'A-1' }] });
  answers('/api/v1/order-questions', { items: ['why?'] });
  answers('/api/v1/notes', { items: [] });
  answers('/api/v1/odd', {});
  service.asked.length = 0;
});

const CASE_DESCRIBED = {
  operationId: 'getCase',
  responses: {
    '200': {
      content: {
        'application/json': {
          schema: {
            type: 'object',
            properties: {
              id: { type: 'string', format: 'uuid' },
              lines: { type: 'array', items: { type: 'object', properties: { n: { type: 'integer', title: 'No.' } } } },
            },
          },
        },
      },
    },
  },
};

const input = { from: 'inputs', at: '/id' };
const told = { freshMs: 60_000, changedBy: [input] };
const aCase = { operation: 'GET /api/v1/cases/{id}', parameters: { id: input }, priority: 'fast', timeoutMs: 2_000 };
const notes = { operation: 'GET /api/v1/notes', parameters: { caseId: input }, priority: 1, timeoutMs: 2_000 };
const odd = { operation: 'GET /api/v1/odd', parameters: { caseId: input }, priority: 1, timeoutMs: 2_000 };
const view = (name: string, parts: object, more: object = {}) => ({
  name,
  title: 'A case',
  path: `/api/v1/views/${name}/{id}`,
  permission: 'case:read',
  inputs: { id: { format: 'uuid' } },
  parts,
  ...more,
});
const CASE = view(
  'case',
  {
    case: { ...aCase, ...told, fields: ['/id', '/ownerId', { at: '/lines/*/n', title: 'Number' }] },
    owner: {
      operation: 'GET /api/v1/owners/{id}',
      parameters: { id: { from: 'case', at: '/ownerId' } },
      priority: 'fast',
      timeoutMs: 2_000,
      ...told,
    },
    notes: { ...notes, ...told },
    order: {
      operation: 'GET /api/v1/orders',
      parameters: { id: { from: 'case', at: '/orderId' } },
      priority: 2,
      timeoutMs: 2_000,
    },
    questions: {
      operation: 'POST /api/v1/order-questions',
      body: { caseId: input, most: 3 },
      priority: 3,
      timeoutMs: 2_000,
      ...told,
    },
  },
  { required: 'case' },
);

async function declare(name: string, definition: object): Promise<void> {
  await gateway.configure(`gateway/views/${name}`, definition);
}

function handles(path: string, handle: Handle): void {
  const template = path.startsWith('/api/v1/cases/') ? '/api/v1/cases/{id}' : path.replace('/mia', '/{id}');
  const method = path === '/api/v1/order-questions' ? 'POST' : 'GET';
  const permission =
    { cases: 'case:read', owners: 'owner:read', notes: 'note:read', odd: 'case:read' }[path.split('/')[3]!] ??
    'order:read';
  const described = permission === 'case:read' && template.endsWith('{id}') ? { described: CASE_DESCRIBED } : {};
  service.offer(`${method} ${template}`, { permission, handle, ...described });
}

function answers(path: string, body: unknown, status = 200, headers: Record<string, string> = {}): void {
  handles(path, answerJson(body, status, headers));
}

/** How often what was asked since the test began. */
const asked = (path = '') => service.asked.filter(({ url }) => url!.startsWith(`/api/v1/${path}`)).length;

function see(
  name: string,
  of = id,
  sent: { query?: string; token?: string; headers?: Record<string, string>; host?: string } = {},
) {
  const { query = '?wait=full', headers = {}, host = 'acme.localhost' } = sent;
  return gateway.send('GET', `/api/v1/views/${name}/${of}${query}`, { token: sent.token ?? token, headers, host });
}

async function partsOf(name: string, query = '?wait=full'): Promise<Parts> {
  return (await see(name, id, { query })).json.parts as Parts;
}

async function publish(type: string, named: object, tenantid = 'acme', subject = newId(new Date())): Promise<void> {
  const event = { type, tenantid, subject, time: gateway.clock.now().toISOString(), data: named };
  await gateway.broker.publish([
    { id: newId(new Date()), topic: 'ticket-events', key: subject, body: JSON.stringify(event) },
  ]);
}

describe('a view', () => {
  it('answers the fast part alone unless all of it is wanted, each part with the fields it shows', async () => {
    const { status, json, headers } = await see('case', id, { query: '' });
    expect(status).toBe(200);
    expect(json).toMatchObject({ view: 'case', whole: false });
    expect(json.parts).toEqual({
      case: { status: 'ok', etag: expect.any(String), data: { id, ownerId: 'mia', lines: [{ n: 1 }] } },
      owner: { status: 'ok', etag: expect.any(String), data: { id: 'mia', name: 'Mia' } },
    });
    expect(headers).toMatchObject({ 'cache-control': 'private, no-cache', vary: 'Authorization, Accept' });
    expect(asked()).toBe(2);
  });

  it('answers all parts in one request, and says which had nothing to be asked for', async () => {
    const parts = await partsOf('case');
    expect(Object.keys(parts)).toEqual(['case', 'owner', 'notes', 'order', 'questions']);
    expect(parts.order).toEqual({ status: 'skipped', because: 'nothing-to-ask', on: 'case' });
    expect(parts.questions).toMatchObject({ status: 'ok', data: { items: ['why?'] } });
    expect(asked()).toBe(4);
  });

  it('asks with the token, the trace and the time of the caller', async () => {
    const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await see('case', id, { headers: { traceparent: trace, 'x-request-id': 'r-1', 'x-switchboard-tenant': 'globex' } });
    for (const { headers } of service.asked) {
      expect(headers).toMatchObject({
        authorization: `Bearer ${token}`,
        'x-request-id': 'r-1',
        'x-switchboard-tenant': 'acme',
      });
      expect(headers.traceparent).toContain('0af7651916cd43dd8448eb211c80319c');
      expect(Number(headers['x-deadline-ms'])).toBeGreaterThan(0);
    }
  });

  it('asks for all that waits for nothing at the same time', async () => {
    const waiting: (() => void)[] = [];
    const release = new Promise<void>((resolve) => {
      for (const path of [`/api/v1/cases/${id}`, '/api/v1/notes', '/api/v1/order-questions'])
        handles(path, (request, response) => {
          waiting.push(() => answerJson({ id, items: [] })(request, response));
          if (waiting.length === 3) resolve();
        });
    });
    const seen = see('case');
    await release;
    for (const answer of waiting) answer();
    expect((await seen).json.parts).toMatchObject({
      case: { status: 'ok' },
      notes: { status: 'ok' },
      questions: { status: 'ok' },
    });
  });

  it('asks once for what several parts want, and once for all who ask at the same time', async () => {
    await declare('twice', view('twice', { one: aCase, two: { ...aCase, priority: 1, fields: ['/version'] } }));
    let asking = 0;
    handles(`/api/v1/cases/${id}`, (request, response) => {
      asking += 1;
      setTimeout(() => answerJson({ id, version: 1 })(request, response), 30);
    });
    const seen = await Promise.all([partsOf('twice'), partsOf('twice'), partsOf('twice')]);
    expect(seen[2]).toMatchObject({ one: { data: { id, version: 1 } }, two: { data: { version: 1 } } });
    expect(asking).toBe(1);
  });

  it('says what its fields are called and how they look, in their order', async () => {
    const { json } = await see('case', id, { query: '?schema=1' });
    expect((json.schema as Record<string, unknown>).case).toEqual([
      { at: '/id', title: 'Id', type: 'string', format: 'uuid' },
      { at: '/ownerId', title: 'Owner id' },
      { at: '/lines/*/n', title: 'Number', type: 'integer' },
    ]);
  });

  it('is refused to the unknown and to those who may not, and with inputs that are none', async () => {
    const unknown = await gateway.send('GET', `/api/v1/views/case/${id}`);
    const other = await see('case', id, { token: await gateway.token(['note:read']) });
    expect([unknown, other].map(({ status, json }) => [status, json.code])).toEqual([
      [401, 'not-authenticated'],
      [403, 'not-permitted'],
    ]);
    expect(await see('case', '7')).toMatchObject({
      status: 422,
      json: { code: 'validation-failed', errors: [{ field: 'id' }] },
    });
    expect(asked()).toBe(0);
  });

  it('is not there without the part that there has to be', async () => {
    answers(`/api/v1/cases/${id}`, { code: 'case-not-found', detail: 'no row in cases' }, 404);
    const { status, json, text } = await see('case');
    expect([status, json.code]).toEqual([404, 'case-not-found']);
    expect(text).not.toContain('no row');
  });
});

describe('a part that cannot be had', () => {
  const gone: [string, Handle, object][] = [
    [
      'refused',
      answerJson({ code: 'odd-refused', detail: 'SELECT secret' }, 409),
      { status: 409, code: 'odd-refused' },
    ],
    [
      'broken inside',
      answerJson({ code: 'internal-error', detail: 'at db.ts:17' }, 500),
      { status: 502, code: 'service-failed' },
    ],
    ['no JSON', (_, response) => response.writeHead(200).end('{"half":'), { status: 502, code: 'unexpected-answer' }],
    [
      'a page of HTML',
      (_, response) => response.writeHead(404).end('<h1>nginx 10.0.0.7</h1>'),
      { status: 404, code: 'refused' },
    ],
    [
      'too large',
      (_, response) => response.writeHead(200).end(JSON.stringify('x'.repeat(1_100_000))),
      { status: 502, code: 'answer-too-large' },
    ],
    [
      'cut off',
      (_, response) => response.writeHead(200).write('{') && setTimeout(() => response.destroy(), 10),
      { status: 503, code: 'service-unavailable' },
    ],
  ];

  it.each(gone)(
    'because it is %s leaves the others as they are, and tells nothing of the inside',
    async (_, handle, problem) => {
      await declare('broken', view('broken', { case: aCase, odd, notes }));
      handles('/api/v1/odd', handle);
      const { status, text, json, headers } = await see('broken');
      expect(status).toBe(200);
      expect(json.parts).toMatchObject({ case: { status: 'ok' }, notes: { status: 'ok' } });
      expect((json.parts as Parts).odd).toEqual({ status: 'error', problem });
      expect(text).not.toMatch(/SELECT|db\.ts|nginx|xxx/);
      expect(headers.etag === undefined).toBe((problem as { status: number }).status >= 500);
    },
  );

  it('in its time is given up, and its call ended', async () => {
    await declare(
      'slow',
      view('slow', { case: aCase, odd: { ...odd, outside: true, timeoutMs: 60, fallback: { value: { none: true } } } }),
    );
    const ended = new Promise<void>((resolve) =>
      handles('/api/v1/odd', (_, response) => void response.once('close', resolve)),
    );
    expect(await partsOf('slow')).toMatchObject({
      case: { status: 'ok' },
      odd: { status: 'timeout', problem: { status: 504, code: 'part-timeout' }, data: { none: true } },
    });
    await ended;
  });

  it('and is outside never makes its service be left alone', async () => {
    for (let n = 0; n < 30; n += 1) {
      handles('/api/v1/odd', (_, response) => void response.writeHead(500).end());
      await see('slow', newId(new Date()));
    }
    handles('/api/v1/odd', answerJson({}));
    expect(await gateway.send('GET', '/api/v1/odd', { token })).toMatchObject({ status: 200 });
    expect(await partsOf('slow')).toMatchObject({
      case: { status: 'ok' },
      odd: { problem: { code: 'service-unavailable' } },
    });
  });

  it('leaves out what waits for it, and says so', async () => {
    const owner = {
      ...aCase,
      operation: 'GET /api/v1/owners/{id}',
      parameters: { id: { from: 'odd', at: '/ownerId' } },
      priority: 1,
    };
    await declare('chain', view('chain', { odd, owner }));
    answers('/api/v1/odd', {}, 500);
    expect((await partsOf('chain')).owner).toEqual({ status: 'skipped', because: 'dependency', on: 'odd' });
  });

  it('because the caller may not see it is not even asked for', async () => {
    token = await gateway.token(['case:read', 'owner:read']);
    expect(await partsOf('case')).toMatchObject({
      case: { status: 'ok' },
      notes: { status: 'error', problem: { status: 403, code: 'not-permitted' } },
    });
    expect(asked('notes')).toBe(0);
  });

  it('is shown as it was a while ago where that is better than nothing, and never older than that', async () => {
    await declare('stale', view('stale', { notes: { ...notes, fallback: { staleMs: 10_000 } }, case: aCase }));
    answers('/api/v1/notes', { items: ['n'] });
    await see('stale');
    answers('/api/v1/notes', {}, 500);
    gateway.clock.advance({ seconds: 9 });
    const { json, headers } = await see('stale');
    expect((json.parts as Parts).notes).toMatchObject({
      status: 'stale',
      data: { items: ['n'] },
      problem: { code: 'service-failed' },
    });
    expect(headers.etag).toBeUndefined();
    gateway.clock.advance({ seconds: 2 });
    expect((await partsOf('stale')).notes).toEqual({
      status: 'error',
      problem: { status: 502, code: 'service-failed' },
    });
  });

  it('because nobody serves it is an error of its own', async () => {
    await service.kill();
    const { json } = await see('case');
    expect(json).toMatchObject({ code: 'service-unavailable' });
    await service.deregister();
    service = await gateway.upstream('case-center', Object.fromEntries(service.offered()));
    await eventually('it is served again', async () => (await see('case')).status === 200);
  });
});

describe('a view that comes in pieces', () => {
  it('brings the fast part at once, then the rest by priority, four messages at most', async () => {
    const slow = Promise.withResolvers<void>();
    handles(
      '/api/v1/notes',
      (request, response) => void slow.promise.then(() => answerJson({ items: ['n'] })(request, response)),
    );
    const stream = await openStream(gateway.address, `/api/v1/views/case/${id}`, token);
    const first = await stream.next();
    expect(first).toMatchObject({
      message: 0,
      last: false,
      parts: { case: { status: 'ok' }, owner: { status: 'ok' } },
    });
    slow.resolve();
    const rest = await stream.rest();
    expect(rest.map(({ message, last, parts }) => [message, last, Object.keys(parts as object)])).toEqual([
      [1, false, ['notes']],
      [2, false, ['order']],
      [3, true, ['questions']],
    ]);
    expect(stream.contentType).toBe('text/event-stream; charset=utf-8');
  });

  it('ends with the ETag of the whole, by which opening it again costs no call and no body', async () => {
    const [, , , last] = await (await openStream(gateway.address, `/api/v1/views/case/${id}`, token)).rest();
    service.asked.length = 0;
    const again = await see('case', id, {
      query: '',
      headers: { accept: 'text/event-stream', 'if-none-match': last!.etag as string },
    });
    expect([again.status, again.text, asked()]).toEqual([304, '', 0]);
    const whole = await see('case', id, { headers: { 'if-none-match': last!.etag as string } });
    expect(whole.status).toBe(304);
  });

  it('comes as lines of JSON to who wants them', async () => {
    const { headers, text } = await see('case', id, {
      query: '?schema=1',
      headers: { accept: 'application/x-ndjson' },
    });
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(headers['content-type']).toBe('application/x-ndjson; charset=utf-8');
    expect(lines.map(({ message }) => message)).toEqual([0, 1, 2, 3]);
    expect(lines.map((line) => 'schema' in line)).toEqual([true, false, false, false]);
  });

  it('is refused with a problem as long as nothing has come', async () => {
    answers(`/api/v1/cases/${id}`, { code: 'case-not-found' }, 404);
    const { status, headers } = await see('case', id, { headers: { accept: 'text/event-stream' } });
    expect([status, headers['content-type']]).toEqual([404, 'application/problem+json']);
  });

  it('ends its calls when the client goes', async () => {
    const asking = Promise.withResolvers<ServerResponse>();
    handles('/api/v1/notes', (_, response) => asking.resolve(response));
    const stream = await openStream(gateway.address, `/api/v1/views/case/${id}`, token);
    await stream.next();
    const response = await asking.promise;
    const ended = once(response, 'close');
    stream.leave();
    await ended;
    expect(response.writableFinished).toBe(false);
  });
});

describe('what was seen before', () => {
  it('costs nobody anything as long as nothing happens to it', async () => {
    const first = await see('case');
    service.asked.length = 0;
    const again = await see('case', id, { headers: { 'if-none-match': first.headers.etag! } });
    expect([again.status, again.text, again.headers.etag, asked()]).toEqual([304, '', first.headers.etag, 0]);
  });

  it('is asked for again when an event names it, and the answer is another', async () => {
    const first = await see('case');
    answers('/api/v1/notes', { items: ['new'] });
    await publish('ticket.noted.v1', { caseId: id });
    const again = await see('case', id, { headers: { 'if-none-match': first.headers.etag! } });
    expect(again).toMatchObject({ status: 200, json: { parts: { notes: { data: { items: ['new'] } } } } });
    expect(again.headers.etag).not.toBe(first.headers.etag);
  });

  it('has the same ETag when the event changed nothing that is shown', async () => {
    const first = await see('case');
    await publish('ticket.noted.v1', { caseId: id });
    expect((await see('case', id, { headers: { 'if-none-match': first.headers.etag! } })).status).toBe(304);
  });

  it('is what it says, whichever version its service gives it: an answer tells of more than one row', async () => {
    let ownerId = 'mia';
    handles(`/api/v1/cases/${id}`, (request, response) => {
      if (request.headers['if-none-match'] === '"7"') response.writeHead(304).end();
      else answerJson({ id, version: 7, ownerId }, 200, { etag: '"7"' })(request, response);
    });
    const first = await see('case');
    await publish('ticket.noted.v1', {}, 'acme', id);
    const same = await see('case', id, { headers: { 'if-none-match': first.headers.etag! } });
    ownerId = 'ben';
    await publish('ticket.noted.v1', {}, 'acme', id);
    const other = await see('case', id, { headers: { 'if-none-match': first.headers.etag! } });
    expect([same.status, other.status]).toEqual([304, 200]);
    expect(other.json.parts).toMatchObject({ case: { data: { ownerId: 'ben' } } });
  });

  it("does not mind another tenant's event, or one of a kind it does not hear", async () => {
    await declare(
      'picky',
      view('picky', { case: { ...aCase, ...told, changedBy: [{ ...input, events: ['ticket.closed'] }] } }),
    );
    await see('picky');
    await publish('ticket.closed.v1', { caseId: id }, 'globex');
    await publish('ticket.noted.v1', { caseId: id });
    await see('picky');
    expect(asked('cases')).toBe(1);
    await publish('ticket.closed.v1', { caseId: id });
    await see('picky');
    expect(asked('cases')).toBe(2);
  });

  it('is not believed when something happened while it was asked for', async () => {
    const asking = Promise.withResolvers<() => void>();
    handles('/api/v1/notes', (request, response) =>
      asking.resolve(() => answerJson({ items: ['old'] })(request, response)),
    );
    const first = see('case');
    const answer = await asking.promise;
    await publish('ticket.noted.v1', { caseId: id });
    answer();
    await first;
    answers('/api/v1/notes', { items: ['new'] });
    expect((await partsOf('case')).notes).toMatchObject({ data: { items: ['new'] } });
  });

  it('is believed for its time and no longer, whatever was not heard', async () => {
    await see('case');
    gateway.clock.advance({ seconds: 59 });
    await see('case');
    expect(asked('cases')).toBe(1);
    gateway.clock.advance({ seconds: 1 });
    await see('case');
    expect(asked('cases')).toBe(2);
  });

  it('is not believed while what is kept from events may still be behind them', async () => {
    await declare('behind', view('behind', { notes: { ...notes, ...told, settleMs: 2_000 } }));
    await publish('ticket.noted.v1', { caseId: id });
    await see('behind');
    await see('behind');
    expect(asked('notes')).toBe(2);
    gateway.clock.advance({ seconds: 2 });
    await see('behind');
    await see('behind');
    expect(asked('notes')).toBe(3);
  });

  it('is asked for again at once by who changed it here', async () => {
    await see('case');
    await gateway.send('POST', `/api/v1/cases/${id}/close`, { token, body: '{}' });
    service.asked.length = 0;
    await see('case');
    expect([asked('cases'), asked('notes')]).toEqual([1, 1]);
  });

  it.each([
    ['another person', { subject: 'tom' }, ALL],
    ['the same person with other permissions', {}, [...ALL, 'more:read']],
    ['the same name of another kind', { kind: 'client' }, ALL],
    ['the same name of another tenant', { tenantId: 'globex' }, ALL],
  ] as const)('is never shown to %s', async (_, claims, permissions) => {
    await see('case');
    service.asked.length = 0;
    answers('/api/v1/notes', { items: ['for others'] });
    const theirs = await gateway.token(permissions, claims);
    const host = 'tenantId' in claims ? 'globex.localhost' : 'acme.localhost';
    const { json } = await see('case', id, { token: theirs, host });
    expect((json.parts as Parts).notes).toMatchObject({ data: { items: ['for others'] } });
    expect(service.asked.every(({ headers }) => headers.authorization === `Bearer ${theirs}`)).toBe(true);
    expect(asked()).toBe(4);
  });

  it('is shared among people only where the part says so, and only by those with the same permissions', async () => {
    await declare('shared', view('shared', { notes: { ...notes, freshMs: 1_000, scope: 'tenant' } }));
    const others = async (permissions: string[], claims: object, host = 'acme.localhost') => {
      await see('shared', id, { token: await gateway.token(permissions, { subject: 'tom', ...claims }), host });
      return asked('notes');
    };
    await see('shared');
    expect(await others(ALL, {})).toBe(1);
    expect(await others(['case:read', 'note:read'], {})).toBe(2);
    expect(await others(ALL, { tenantId: 'globex' }, 'globex.localhost')).toBe(3);
    expect(await others(ALL, { kind: 'visitor' })).toBe(4);
  });
});

describe('who has views open', () => {
  const watching = (...of: string[]) => `/api/v1/views/stream?views=${of.map((each) => `case/${each}`).join(',')}`;
  const watcher = async () => gateway.token(['me:read', ...ALL]);

  it('is told which parts of which are old, all of them on one connection', async () => {
    const other = newId(new Date());
    const stream = await openStream(gateway.address, watching(id, other), await watcher());
    expect(await stream.next()).toEqual({});
    await publish('ticket.noted.v1', { caseId: other });
    expect(await stream.next()).toEqual({ view: 'case', inputs: { id: other }, parts: ['case', 'notes', 'questions'] });
    await publish('ticket.noted.v1', { caseId: id }, 'globex');
    await publish('ticket.noted.v1', { caseId: id });
    expect(await stream.next()).toMatchObject({ inputs: { id } });
    stream.leave();
  });

  it('is told of what the answers named, too', async () => {
    const order = newId(new Date());
    await declare(
      'deep',
      view('deep', {
        case: aCase,
        notes: {
          ...notes,
          parameters: { orderId: { from: 'case', at: '/orderId' } },
          freshMs: 1_000,
          changedBy: [{ from: 'case', at: '/orderId' }],
        },
      }),
    );
    answers(`/api/v1/cases/${id}`, { id, orderId: order });
    token = await watcher();
    const stream = await openStream(gateway.address, `/api/v1/views/stream?views=deep/${id}`, token);
    await stream.next();
    await see('deep');
    await publish('ticket.noted.v1', { orderId: order });
    expect(await stream.next()).toEqual({ view: 'deep', inputs: { id }, parts: ['notes'] });
    stream.leave();
  });

  it.each([
    ['nothing', '/api/v1/views/stream', 400],
    ['a view that is none', '/api/v1/views/stream?views=nothing/1', 404],
    ['a path that is none', '/api/v1/views/stream?views=case/%25zz', 404],
    ['what is no input', '/api/v1/views/stream?views=case/7', 422],
  ])('cannot watch %s', async (_, path, status) => {
    expect((await gateway.send('GET', path, { token: await watcher() })).status).toBe(status);
  });

  it('cannot watch what they may not see', async () => {
    const sent = { token: await gateway.token(['me:read']) };
    expect(await gateway.send('GET', watching(id), sent)).toMatchObject({
      status: 403,
      json: { code: 'not-permitted' },
    });
  });

  it('has a bounded number of connections', async () => {
    const mine = await gateway.token(['me:read', ...ALL], { subject: 'many' });
    const open = [];
    for (let n = 0; n < 8; n += 1) open.push(await openStream(gateway.address, watching(id), mine));
    expect(await gateway.send('GET', watching(id), { token: mine })).toMatchObject({
      status: 429,
      json: { code: 'too-many-streams' },
    });
    for (const stream of open) stream.leave();
    await eventually('there is room again', async () => {
      const stream = await openStream(gateway.address, watching(id), mine);
      stream.leave();
      return stream.status === 200;
    });
  });
});

describe('views of the config centre', () => {
  it('are served as soon as they are there, and a field more needs nobody else', async () => {
    await declare('live', view('live', { case: { ...aCase, fields: ['/id'] } }));
    expect(await partsOf('live')).toMatchObject({ case: { data: { id } } });
    await declare('live', view('live', { case: { ...aCase, fields: ['/id', '/version'] } }));
    expect((await partsOf('live')).case!.data).toEqual({ id, version: 1 });
  });

  it.each([
    ['no JSON schema of ours', { name: 'kept' }],
    ['a circle', view('kept', { a: { ...aCase, parameters: { id: { from: 'a', at: '/id' } } } })],
    ['an operation that nobody serves', view('kept', { a: { ...aCase, operation: 'GET /api/v1/nothing' } })],
    ['another name', view('other', { a: aCase })],
  ])('that cannot be run are refused, the last good one stays: %s', async (_, wrong) => {
    await declare('kept', view('kept', { case: { ...aCase, fields: ['/id'] } }));
    await see('kept');
    await declare('kept', wrong);
    expect((await partsOf('kept')).case!.data).toEqual({ id });
    const admin = await gateway.token(['*']);
    const { json } = await gateway.send('GET', '/api/v1/views/statistics', { token: admin });
    const kept = (json.views as { name: string; refused: string | null }[]).find(({ name }) => name === 'kept');
    expect(kept).toMatchObject({ source: 'configured', refused: expect.any(String) });
  });

  it('that are taken away leave that of the house', async () => {
    const of = async () =>
      (await gateway.send('GET', '/openapi.json')).json.paths as Record<string, { get: { summary: string } }>;
    const path = '/api/v1/views/ticket-detail/{ticketId}';
    const own = {
      ...view('ticket-detail', { case: { ...aCase, parameters: { id: { from: 'inputs', at: '/ticketId' } } } }),
      path,
      inputs: { ticketId: { format: 'uuid' } },
    };
    await declare('ticket-detail', own);
    expect((await of())[path]!.get.summary).toBe('A case');
    await gateway.configCentre.delete('gateway/views/ticket-detail');
    expect((await of())[path]!.get.summary).toBe('Everything an agent needs of one ticket');
  });
});

describe('the gateway', () => {
  it('counts a view as the requests it is worth', async () => {
    await declare('dear', view('dear', { case: aCase }, { weight: 40 }));
    const mine = await gateway.token(ALL, { subject: 'frugal' });
    const { headers } = await see('dear', id, { token: mine });
    expect(headers.ratelimit).toMatch(/^"caller";r=960;/);
  });

  it('shows how often nobody had to be asked, to those who may know', async () => {
    await declare('rated', view('rated', { case: { ...aCase, ...told } }));
    for (let n = 0; n < 5; n += 1) await see('rated');
    const { json } = await gateway.send('GET', '/api/v1/views/statistics', { token: await gateway.token(['*']) });
    const rated = (json.views as { name: string }[]).find(({ name }) => name === 'rated');
    expect(rated).toMatchObject({ hitRate: 0.8, parts: { hit: 4, fetched: 1 }, answers: { whole: 5 } });
    expect(json).toMatchObject({ feed: { trusted: true }, cache: { entries: expect.any(Number) } });
    expect((await gateway.send('GET', '/api/v1/views/statistics', { token })).status).toBe(403);
  });

  it('describes views beside what services offer', async () => {
    const { json } = await gateway.send('GET', '/openapi.json');
    expect(json.paths).toMatchObject({
      '/api/v1/views/case/{id}': {
        get: {
          'x-permission': 'case:read',
          operationId: 'view_case',
          parameters: expect.arrayContaining([expect.objectContaining({ name: 'wait' })]),
        },
      },
      '/api/v1/views/stream': { get: { operationId: 'watchViews' } },
    });
  });

  it('leaves what lies beside its views to the services', async () => {
    expect(await gateway.send('GET', '/api/v1/views/nothing/at/all', { token })).toMatchObject({
      status: 404,
      json: { code: 'no-such-route' },
    });
    expect((await gateway.send('DELETE', `/api/v1/views/case/${id}`, { token })).status).toBe(404);
  });
});
