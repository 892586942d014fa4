import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aCase, view } from './a-case-view.js';
import { CaseViews } from './case-views.js';

let views: CaseViews;

beforeAll(async () => {
  views = await CaseViews.start();
});
beforeEach(() => views.renew());
afterAll(() => views.stop());

describe('views of the config centre', () => {
  it('are served as soon as they are there, and a field more needs nobody else', async () => {
    await views.declare('live', view('live', { case: { ...aCase, fields: ['/id'] } }));
    expect(await views.partsOf('live')).toMatchObject({ case: { data: { id: views.id } } });
    await views.declare('live', view('live', { case: { ...aCase, fields: ['/id', '/version'] } }));
    expect((await views.partsOf('live')).case!.data).toEqual({ id: views.id, version: 1 });
  });

  it.each([
    ['no JSON schema of ours', { name: 'kept' }],
    ['a circle', view('kept', { a: { ...aCase, parameters: { id: { from: 'a', at: '/id' } } } })],
    ['an operation that nobody serves', view('kept', { a: { ...aCase, operation: 'GET /api/v1/nothing' } })],
    ['another name', view('other', { a: aCase })],
  ])('that cannot be run are refused, the last good one stays: %s', async (_, wrong) => {
    await views.declare('kept', view('kept', { case: { ...aCase, fields: ['/id'] } }));
    await views.see('kept');
    await views.declare('kept', wrong);
    expect((await views.partsOf('kept')).case!.data).toEqual({ id: views.id });
    const admin = await views.gateway.token(['*']);
    const { json } = await views.gateway.send('GET', '/api/v1/views/statistics', { token: admin });
    const kept = (json.views as { name: string; refused: string | null }[]).find(({ name }) => name === 'kept');
    expect(kept).toMatchObject({ source: 'configured', refused: expect.any(String) });
  });

  it('that are taken away leave that of the house', async () => {
    const of = async () =>
      (await views.gateway.send('GET', '/openapi.json')).json.paths as Record<string, { get: { summary: string } }>;
    const path = '/api/v1/views/ticket-detail/{ticketId}';
    const own = {
      ...view('ticket-detail', { case: { ...aCase, parameters: { id: { from: 'inputs', at: '/ticketId' } } } }),
      path,
      inputs: { ticketId: { format: 'uuid' } },
    };
    await views.declare('ticket-detail', own);
    expect((await of())[path]!.get.summary).toBe('A case');
    await views.gateway.configCentre.delete('gateway/views/ticket-detail');
    expect((await of())[path]!.get.summary).toBe('Everything an agent needs of one ticket');
  });
});
