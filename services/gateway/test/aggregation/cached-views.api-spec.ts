import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { answerJson } from '../stub-upstream.js';
import { aCase, input, notes, told, view } from './a-case-view.js';
import { ALL, CaseViews, type Parts } from './case-views.js';

let views: CaseViews;

beforeAll(async () => {
  views = await CaseViews.start();
});
beforeEach(() => views.renew());
afterAll(() => views.stop());

describe('what was seen before', () => {
  it('costs nobody anything as long as nothing happens to it', async () => {
    const first = await views.see('case');
    views.service.asked.length = 0;
    const again = await views.see('case', views.id, { headers: { 'if-none-match': first.headers.etag! } });
    expect([again.status, again.text, again.headers.etag, views.asked()]).toEqual([304, '', first.headers.etag, 0]);
  });

  it('is asked for again when an event names it, and the answer is another', async () => {
    const first = await views.see('case');
    views.answers('/api/v1/notes', { items: ['new'] });
    await views.publish('ticket.noted.v1', { caseId: views.id });
    const again = await views.see('case', views.id, { headers: { 'if-none-match': first.headers.etag! } });
    expect(again).toMatchObject({ status: 200, json: { parts: { notes: { data: { items: ['new'] } } } } });
    expect(again.headers.etag).not.toBe(first.headers.etag);
  });

  it('has the same ETag when the event changed nothing that is shown', async () => {
    const first = await views.see('case');
    await views.publish('ticket.noted.v1', { caseId: views.id });
    expect((await views.see('case', views.id, { headers: { 'if-none-match': first.headers.etag! } })).status).toBe(304);
  });

  it('is what it says, whichever version its service gives it: an answer tells of more than one row', async () => {
    let ownerId = 'mia';
    views.handles(`/api/v1/cases/${views.id}`, (request, response) => {
      if (request.headers['if-none-match'] === '"7"') response.writeHead(304).end();
      else answerJson({ id: views.id, version: 7, ownerId }, 200, { etag: '"7"' })(request, response);
    });
    const first = await views.see('case');
    await views.publish('ticket.noted.v1', {}, 'acme', views.id);
    const same = await views.see('case', views.id, { headers: { 'if-none-match': first.headers.etag! } });
    ownerId = 'ben';
    await views.publish('ticket.noted.v1', {}, 'acme', views.id);
    const other = await views.see('case', views.id, { headers: { 'if-none-match': first.headers.etag! } });
    expect([same.status, other.status]).toEqual([304, 200]);
    expect(other.json.parts).toMatchObject({ case: { data: { ownerId: 'ben' } } });
  });

  it("does not mind another tenant's event, or one of a kind it does not hear", async () => {
    await views.declare(
      'picky',
      view('picky', { case: { ...aCase, ...told, changedBy: [{ ...input, events: ['ticket.closed'] }] } }),
    );
    await views.see('picky');
    await views.publish('ticket.closed.v1', { caseId: views.id }, 'globex');
    await views.publish('ticket.noted.v1', { caseId: views.id });
    await views.see('picky');
    expect(views.asked('cases')).toBe(1);
    await views.publish('ticket.closed.v1', { caseId: views.id });
    await views.see('picky');
    expect(views.asked('cases')).toBe(2);
  });

  it('is not believed when something happened while it was asked for', async () => {
    const asking = Promise.withResolvers<() => void>();
    views.handles('/api/v1/notes', (request, response) =>
      asking.resolve(() => answerJson({ items: ['old'] })(request, response)),
    );
    const first = views.see('case');
    const answer = await asking.promise;
    await views.publish('ticket.noted.v1', { caseId: views.id });
    answer();
    await first;
    views.answers('/api/v1/notes', { items: ['new'] });
    expect((await views.partsOf('case')).notes).toMatchObject({ data: { items: ['new'] } });
  });

  it('is believed for its time and no longer, whatever was not heard', async () => {
    await views.see('case');
    views.gateway.clock.advance({ seconds: 59 });
    await views.see('case');
    expect(views.asked('cases')).toBe(1);
    views.gateway.clock.advance({ seconds: 1 });
    await views.see('case');
    expect(views.asked('cases')).toBe(2);
  });

  it('is not believed while what is kept from events may still be behind them', async () => {
    await views.declare('behind', view('behind', { notes: { ...notes, ...told, settleMs: 2_000 } }));
    await views.publish('ticket.noted.v1', { caseId: views.id });
    await views.see('behind');
    await views.see('behind');
    expect(views.asked('notes')).toBe(2);
    views.gateway.clock.advance({ seconds: 2 });
    await views.see('behind');
    await views.see('behind');
    expect(views.asked('notes')).toBe(3);
  });

  it('is asked for again at once by who changed it here', async () => {
    await views.see('case');
    await views.gateway.send('POST', `/api/v1/cases/${views.id}/close`, { token: views.token, body: '{}' });
    views.service.asked.length = 0;
    await views.see('case');
    expect([views.asked('cases'), views.asked('notes')]).toEqual([1, 1]);
  });

  it.each([
    ['another person', { subject: 'tom' }, ALL],
    ['the same person with other permissions', {}, [...ALL, 'more:read']],
    ['the same name of another kind', { kind: 'client' }, ALL],
    ['the same name of another tenant', { tenantId: 'globex' }, ALL],
  ] as const)('is never shown to %s', async (_, claims, permissions) => {
    await views.see('case');
    views.service.asked.length = 0;
    views.answers('/api/v1/notes', { items: ['for others'] });
    const theirs = await views.gateway.token(permissions, claims);
    const host = 'tenantId' in claims ? 'globex.localhost' : 'acme.localhost';
    const { json } = await views.see('case', views.id, { token: theirs, host });
    expect((json.parts as Parts).notes).toMatchObject({ data: { items: ['for others'] } });
    expect(views.service.asked.every(({ headers }) => headers.authorization === `Bearer ${theirs}`)).toBe(true);
    expect(views.asked()).toBe(4);
  });

  it('is shared among people only where the part says so, and only by those with the same permissions', async () => {
    await views.declare('shared', view('shared', { notes: { ...notes, freshMs: 1_000, scope: 'tenant' } }));
    const others = async (permissions: string[], claims: object, host = 'acme.localhost') => {
      await views.see('shared', views.id, {
        token: await views.gateway.token(permissions, { subject: 'tom', ...claims }),
        host,
      });
      return views.asked('notes');
    };
    await views.see('shared');
    expect(await others(ALL, {})).toBe(1);
    expect(await others(['case:read', 'note:read'], {})).toBe(2);
    expect(await others(ALL, { tenantId: 'globex' }, 'globex.localhost')).toBe(3);
    expect(await others(ALL, { kind: 'visitor' })).toBe(4);
  });
});
