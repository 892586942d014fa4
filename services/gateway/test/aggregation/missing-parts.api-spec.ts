import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { eventually } from '#libs/testing/eventually';
import { answerJson } from '../stub-upstream.js';
import { aCase, notes, odd, view } from './a-case-view.js';
import { CaseViews, type Handle, type Parts } from './case-views.js';

let views: CaseViews;

beforeAll(async () => {
  views = await CaseViews.start();
});
beforeEach(() => views.renew());
afterAll(() => views.stop());

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
      await views.declare('broken', view('broken', { case: aCase, odd, notes }));
      views.handles('/api/v1/odd', handle);
      const { status, text, json, headers } = await views.see('broken');
      expect(status).toBe(200);
      expect(json.parts).toMatchObject({ case: { status: 'ok' }, notes: { status: 'ok' } });
      expect((json.parts as Parts).odd).toEqual({ status: 'error', problem });
      expect(text).not.toMatch(/SELECT|db\.ts|nginx|xxx/);
      expect(headers.etag === undefined).toBe((problem as { status: number }).status >= 500);
    },
  );

  it('in its time is given up, and its call ended', async () => {
    await views.declare(
      'slow',
      view('slow', { case: aCase, odd: { ...odd, outside: true, timeoutMs: 60, fallback: { value: { none: true } } } }),
    );
    const ended = new Promise<void>((resolve) =>
      views.handles('/api/v1/odd', (_, response) => void response.once('close', resolve)),
    );
    expect(await views.partsOf('slow')).toMatchObject({
      case: { status: 'ok' },
      odd: { status: 'timeout', problem: { status: 504, code: 'part-timeout' }, data: { none: true } },
    });
    await ended;
  });

  it('and is outside never makes its service be left alone', async () => {
    for (let n = 0; n < 30; n += 1) {
      views.handles('/api/v1/odd', (_, response) => void response.writeHead(500).end());
      await views.see('slow', newId(new Date()));
    }
    views.handles('/api/v1/odd', answerJson({}));
    expect(await views.gateway.send('GET', '/api/v1/odd', { token: views.token })).toMatchObject({ status: 200 });
    expect(await views.partsOf('slow')).toMatchObject({
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
    await views.declare('chain', view('chain', { odd, owner }));
    views.answers('/api/v1/odd', {}, 500);
    expect((await views.partsOf('chain')).owner).toEqual({ status: 'skipped', because: 'dependency', on: 'odd' });
  });

  it('because the caller may not see it is not even asked for', async () => {
    views.token = await views.gateway.token(['case:read', 'owner:read']);
    expect(await views.partsOf('case')).toMatchObject({
      case: { status: 'ok' },
      notes: { status: 'error', problem: { status: 403, code: 'not-permitted' } },
    });
    expect(views.asked('notes')).toBe(0);
  });

  it('is shown as it was a while ago where that is better than nothing, and never older than that', async () => {
    await views.declare('stale', view('stale', { notes: { ...notes, fallback: { staleMs: 10_000 } }, case: aCase }));
    views.answers('/api/v1/notes', { items: ['n'] });
    await views.see('stale');
    views.answers('/api/v1/notes', {}, 500);
    views.gateway.clock.advance({ seconds: 9 });
    const { json, headers } = await views.see('stale');
    expect((json.parts as Parts).notes).toMatchObject({
      status: 'stale',
      data: { items: ['n'] },
      problem: { code: 'service-failed' },
    });
    expect(headers.etag).toBeUndefined();
    views.gateway.clock.advance({ seconds: 2 });
    expect((await views.partsOf('stale')).notes).toEqual({
      status: 'error',
      problem: { status: 502, code: 'service-failed' },
    });
  });

  it('because nobody serves it is an error of its own', async () => {
    await views.service.kill();
    const { json } = await views.see('case');
    expect(json).toMatchObject({ code: 'service-unavailable' });
    await views.service.deregister();
    views.service = await views.gateway.upstream('case-center', Object.fromEntries(views.service.offered()));
    await eventually('it is served again', async () => (await views.see('case')).status === 200);
  });
});
