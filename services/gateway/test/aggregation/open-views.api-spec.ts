import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { eventually } from '#libs/testing/eventually';
import { aCase, notes, view } from './a-case-view.js';
import { ALL, CaseViews } from './case-views.js';
import { openStream } from './view-stream.js';

let views: CaseViews;

beforeAll(async () => {
  views = await CaseViews.start();
});
beforeEach(() => views.renew());
afterAll(() => views.stop());

describe('who has views open', () => {
  const watching = (...of: string[]) => `/api/v1/views/stream?views=${of.map((each) => `case/${each}`).join(',')}`;
  const watcher = async () => views.gateway.token(['me:read', ...ALL]);

  it('is told which parts of which are old, all of them on one connection', async () => {
    const other = newId(new Date());
    const stream = await openStream(views.gateway.address, watching(views.id, other), await watcher());
    expect(await stream.next()).toEqual({});
    await views.publish('ticket.noted.v1', { caseId: other });
    expect(await stream.next()).toEqual({ view: 'case', inputs: { id: other }, parts: ['case', 'notes', 'questions'] });
    await views.publish('ticket.noted.v1', { caseId: views.id }, 'globex');
    await views.publish('ticket.noted.v1', { caseId: views.id });
    expect(await stream.next()).toMatchObject({ inputs: { id: views.id } });
    stream.leave();
  });

  it('is told of what the answers named, too', async () => {
    const order = newId(new Date());
    await views.declare(
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
    views.answers(`/api/v1/cases/${views.id}`, { id: views.id, orderId: order });
    views.token = await watcher();
    const stream = await openStream(views.gateway.address, `/api/v1/views/stream?views=deep/${views.id}`, views.token);
    await stream.next();
    await views.see('deep');
    await views.publish('ticket.noted.v1', { orderId: order });
    expect(await stream.next()).toEqual({ view: 'deep', inputs: { id: views.id }, parts: ['notes'] });
    stream.leave();
  });

  it.each([
    ['nothing', '/api/v1/views/stream', 400],
    ['a view that is none', '/api/v1/views/stream?views=nothing/1', 404],
    ['a path that is none', '/api/v1/views/stream?views=case/%25zz', 404],
    ['what is no input', '/api/v1/views/stream?views=case/7', 422],
  ])('cannot watch %s', async (_, path, status) => {
    expect((await views.gateway.send('GET', path, { token: await watcher() })).status).toBe(status);
  });

  it('cannot watch what they may not see', async () => {
    const sent = { token: await views.gateway.token(['me:read']) };
    expect(await views.gateway.send('GET', watching(views.id), sent)).toMatchObject({
      status: 403,
      json: { code: 'not-permitted' },
    });
  });

  it('has a bounded number of connections', async () => {
    const mine = await views.gateway.token(['me:read', ...ALL], { subject: 'many' });
    const open = [];
    for (let n = 0; n < 8; n += 1) open.push(await openStream(views.gateway.address, watching(views.id), mine));
    expect(await views.gateway.send('GET', watching(views.id), { token: mine })).toMatchObject({
      status: 429,
      json: { code: 'too-many-streams' },
    });
    for (const stream of open) stream.leave();
    await eventually('there is room again', async () => {
      const stream = await openStream(views.gateway.address, watching(views.id), mine);
      stream.leave();
      return stream.status === 200;
    });
  });
});
