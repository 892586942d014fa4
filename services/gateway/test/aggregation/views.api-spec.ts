import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { answerJson } from '../stub-upstream.js';
import { aCase, told, view } from './a-case-view.js';
import { ALL, CaseViews } from './case-views.js';

let views: CaseViews;

beforeAll(async () => {
  views = await CaseViews.start();
});
beforeEach(() => views.renew());
afterAll(() => views.stop());

describe('a view', () => {
  it('answers the fast part alone unless all of it is wanted, each part with the fields it shows', async () => {
    const { status, json, headers } = await views.see('case', views.id, { query: '' });
    expect(status).toBe(200);
    expect(json).toMatchObject({ view: 'case', whole: false });
    expect(json.parts).toEqual({
      case: { status: 'ok', etag: expect.any(String), data: { id: views.id, ownerId: 'mia', lines: [{ n: 1 }] } },
      owner: { status: 'ok', etag: expect.any(String), data: { id: 'mia', name: 'Mia' } },
    });
    expect(headers).toMatchObject({ 'cache-control': 'private, no-cache', vary: 'Authorization, Accept' });
    expect(views.asked()).toBe(2);
  });

  it('answers all parts in one request, and says which had nothing to be asked for', async () => {
    const parts = await views.partsOf('case');
    expect(Object.keys(parts)).toEqual(['case', 'owner', 'notes', 'order', 'questions']);
    expect(parts.order).toEqual({ status: 'skipped', because: 'nothing-to-ask', on: 'case' });
    expect(parts.questions).toMatchObject({ status: 'ok', data: { items: ['why?'] } });
    expect(views.asked()).toBe(4);
  });

  it('asks with the token, the trace and the time of the caller', async () => {
    const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await views.see('case', views.id, {
      headers: { traceparent: trace, 'x-request-id': 'r-1', 'x-switchboard-tenant': 'globex' },
    });
    for (const { headers } of views.service.asked) {
      expect(headers).toMatchObject({
        authorization: `Bearer ${views.token}`,
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
      for (const path of [`/api/v1/cases/${views.id}`, '/api/v1/notes', '/api/v1/order-questions'])
        views.handles(path, (request, response) => {
          waiting.push(() => answerJson({ id: views.id, items: [] })(request, response));
          if (waiting.length === 3) resolve();
        });
    });
    const seen = views.see('case');
    await release;
    for (const answer of waiting) answer();
    expect((await seen).json.parts).toMatchObject({
      case: { status: 'ok' },
      notes: { status: 'ok' },
      questions: { status: 'ok' },
    });
  });

  it('asks once for what several parts want, and once for all who ask at the same time', async () => {
    await views.declare('twice', view('twice', { one: aCase, two: { ...aCase, priority: 1, fields: ['/version'] } }));
    let asking = 0;
    views.handles(`/api/v1/cases/${views.id}`, (request, response) => {
      asking += 1;
      setTimeout(() => answerJson({ id: views.id, version: 1 })(request, response), 30);
    });
    const seen = await Promise.all([views.partsOf('twice'), views.partsOf('twice'), views.partsOf('twice')]);
    expect(seen[2]).toMatchObject({ one: { data: { id: views.id, version: 1 } }, two: { data: { version: 1 } } });
    expect(asking).toBe(1);
  });

  it('says what its fields are called and how they look, in their order', async () => {
    const { json } = await views.see('case', views.id, { query: '?schema=1' });
    expect((json.schema as Record<string, unknown>).case).toEqual([
      { at: '/id', title: 'Id', type: 'string', format: 'uuid' },
      { at: '/ownerId', title: 'Owner id' },
      { at: '/lines/*/n', title: 'Number', type: 'integer' },
    ]);
  });

  it('is refused to the unknown and to those who may not, and with inputs that are none', async () => {
    const unknown = await views.gateway.send('GET', `/api/v1/views/case/${views.id}`);
    const other = await views.see('case', views.id, { token: await views.gateway.token(['note:read']) });
    expect([unknown, other].map(({ status, json }) => [status, json.code])).toEqual([
      [401, 'not-authenticated'],
      [403, 'not-permitted'],
    ]);
    expect(await views.see('case', '7')).toMatchObject({
      status: 422,
      json: { code: 'validation-failed', errors: [{ field: 'id' }] },
    });
    expect(views.asked()).toBe(0);
  });

  it('is not there without the part that there has to be', async () => {
    views.answers(`/api/v1/cases/${views.id}`, { code: 'case-not-found', detail: 'no row in cases' }, 404);
    const { status, json, text } = await views.see('case');
    expect([status, json.code]).toEqual([404, 'case-not-found']);
    expect(text).not.toContain('no row');
  });
});

describe('the gateway', () => {
  it('counts a view as the requests it is worth', async () => {
    await views.declare('dear', view('dear', { case: aCase }, { weight: 40 }));
    const mine = await views.gateway.token(ALL, { subject: 'frugal' });
    const { headers } = await views.see('dear', views.id, { token: mine });
    expect(headers.ratelimit).toMatch(/^"caller";r=960;/);
  });

  it('shows how often nobody had to be asked, to those who may know', async () => {
    await views.declare('rated', view('rated', { case: { ...aCase, ...told } }));
    for (let n = 0; n < 5; n += 1) await views.see('rated');
    const { json } = await views.gateway.send('GET', '/api/v1/views/statistics', {
      token: await views.gateway.token(['*']),
    });
    const rated = (json.views as { name: string }[]).find(({ name }) => name === 'rated');
    expect(rated).toMatchObject({ hitRate: 0.8, parts: { hit: 4, fetched: 1 }, answers: { whole: 5 } });
    expect(json).toMatchObject({ feed: { trusted: true }, cache: { entries: expect.any(Number) } });
    expect((await views.gateway.send('GET', '/api/v1/views/statistics', { token: views.token })).status).toBe(403);
  });

  it('describes views beside what services offer', async () => {
    const { json } = await views.gateway.send('GET', '/openapi.json');
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
    expect(await views.gateway.send('GET', '/api/v1/views/nothing/at/all', { token: views.token })).toMatchObject({
      status: 404,
      json: { code: 'no-such-route' },
    });
    expect((await views.gateway.send('DELETE', `/api/v1/views/case/${views.id}`, { token: views.token })).status).toBe(
      404,
    );
  });
});
