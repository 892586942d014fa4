import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { answerJson } from '../stub-upstream.js';
import { CaseViews } from './case-views.js';
import { openStream } from './view-stream.js';

let views: CaseViews;

beforeAll(async () => {
  views = await CaseViews.start();
});
beforeEach(() => views.renew());
afterAll(() => views.stop());

describe('a view that comes in pieces', () => {
  it('brings the fast part at once, then the rest by priority, four messages at most', async () => {
    const slow = Promise.withResolvers<void>();
    views.handles(
      '/api/v1/notes',
      (request, response) => void slow.promise.then(() => answerJson({ items: ['n'] })(request, response)),
    );
    const stream = await openStream(views.gateway.address, `/api/v1/views/case/${views.id}`, views.token);
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
    const [, , , last] = await (
      await openStream(views.gateway.address, `/api/v1/views/case/${views.id}`, views.token)
    ).rest();
    views.service.asked.length = 0;
    const again = await views.see('case', views.id, {
      query: '',
      headers: { accept: 'text/event-stream', 'if-none-match': last!.etag as string },
    });
    expect([again.status, again.text, views.asked()]).toEqual([304, '', 0]);
    const whole = await views.see('case', views.id, { headers: { 'if-none-match': last!.etag as string } });
    expect(whole.status).toBe(304);
  });

  it('comes as lines of JSON to who wants them', async () => {
    const { headers, text } = await views.see('case', views.id, {
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
    views.answers(`/api/v1/cases/${views.id}`, { code: 'case-not-found' }, 404);
    const { status, headers } = await views.see('case', views.id, { headers: { accept: 'text/event-stream' } });
    expect([status, headers['content-type']]).toEqual([404, 'application/problem+json']);
  });

  it('ends its calls when the client goes', async () => {
    const asking = Promise.withResolvers<ServerResponse>();
    views.handles('/api/v1/notes', (_, response) => asking.resolve(response));
    const stream = await openStream(views.gateway.address, `/api/v1/views/case/${views.id}`, views.token);
    await stream.next();
    const response = await asking.promise;
    const ended = once(response, 'close');
    stream.leave();
    await ended;
    expect(response.writableFinished).toBe(false);
  });
});
