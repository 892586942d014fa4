import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import type { Problem } from '#libs/web/http/problem';
import type { FormDraftView, FormView } from '../../src/form/form.dto.js';
import { ticketCenter } from '../../src/service.js';
import { formAsking, ifMatch, openedWith } from './forms-in-a-spec.js';

describe('a form', () => {
  let service: ServiceInTest;
  let mia: ApiClient;
  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    mia = await service.as('*');
  });
  afterAll(() => service.stop());

  const draft = (name: string, body: object, version?: number) =>
    mia.put<FormDraftView & Problem>(`/api/v1/forms/${name}/draft`, body, version ? ifMatch(version) : {});

  it('is drafted with whatever is wrong, and published when nothing is', async () => {
    const wrong = { ...formAsking({ total: { type: 'number' } }), computed: { total: 'pieces * 2' } };
    const saved = await draft('drafted', wrong);
    expect(saved).toMatchObject({ status: 200, body: { latest: 0, savedBy: 'mia' } });
    expect(saved.body.problems).toMatchObject([{ pointer: '/computed/total' }]);
    expect(await mia.post<Problem>('/api/v1/forms/drafted/publish', {})).toMatchObject({
      status: 422,
      body: { code: 'form-content-refused', errors: [{ pointer: '/computed/total' }] },
    });
    expect((await mia.get('/api/v1/forms/drafted')).status).toBe(404);
    const right = {
      ...formAsking({ pieces: { type: 'integer' }, total: { type: 'number' } }),
      computed: wrong.computed,
    };
    expect((await draft('drafted', right)).status).toBe(428);
    expect((await draft('drafted', right, 1)).body.problems).toEqual([]);
    expect(await mia.post('/api/v1/forms/drafted/publish', { note: 'first' })).toMatchObject({
      status: 200,
      body: { number: 1, stable: 1, note: 'first', computed: [{ field: 'total' }] },
    });
    expect(await mia.post('/api/v1/forms/drafted/publish', {})).toMatchObject({ body: { code: 'form-has-no-draft' } });
  });

  it('has blocks of the version there was when it was published', async () => {
    const block = (...fields: string[]) => ({
      ...formAsking(Object.fromEntries([...fields, 'line'].map((field) => [field, { type: 'string' }]))),
      kind: 'block',
      uiSchema: { type: 'HorizontalLayout', elements: [{ type: 'Control', scope: '#/properties/line' }] },
      computed: { line: fields.join(' + " " + ') },
    });
    await mia.put('/api/v1/forms/place', block('street', 'city'));
    const using = {
      ...formAsking({ from: { $ref: 'block:place', title: 'From' }, to: { $ref: 'block:place@1' } }),
      uiSchema: { type: 'Control', scope: '#/properties/from' },
    };
    const { body } = await mia.put<FormView>('/api/v1/forms/move', using);
    expect(body).toMatchObject({
      jsonSchema: { properties: { from: { title: 'From', properties: { city: {}, line: { readOnly: true } } } } },
      uiSchema: { options: { detail: { type: 'HorizontalLayout' } } },
      computed: [
        { at: ['from'], field: 'line' },
        { at: ['to'], field: 'line' },
      ],
      blocks: [
        { name: 'place', version: 1 },
        { name: 'place', version: 1 },
      ],
    });
    await mia.put('/api/v1/forms/place', block('street', 'city', 'country'), ifMatch(1));
    expect((await mia.get('/api/v1/forms/move')).body).toMatchObject({ jsonSchema: body.jsonSchema });
    const { body: again } = await mia.put<FormView>('/api/v1/forms/move', using, ifMatch(1));
    expect(again.blocks).toEqual([
      { name: 'place', version: 2 },
      { name: 'place', version: 1 },
    ]);
    expect(
      (await mia.put<Problem>('/api/v1/forms/lost', formAsking({ a: { $ref: 'block:none' } }))).body,
    ).toMatchObject({
      errors: [{ pointer: '/jsonSchema/properties/a/$ref' }],
    });
    expect(await mia.put('/api/v1/forms/place', formAsking({}), ifMatch(2))).toMatchObject({
      status: 409,
      body: { code: 'form-kind-fixed' },
    });
  });

  it('is shown by the standard it says, and told where it is not', async () => {
    const body = { ...formAsking({ a: { type: 'string' } }), uiSchema: { type: 'Control', scope: '#/properties/b' } };
    expect(await mia.put<Problem>('/api/v1/forms/shown', body)).toMatchObject({
      status: 422,
      body: { errors: [{ field: '/uiSchema/scope', pointer: '/uiSchema/scope' }] },
    });
  });

  it('looks up only by what is there', async () => {
    const lookup = { connector: 'nobody', action: 'find', arguments: { id: 'orderId' }, fills: { b: 'result.b' } };
    const body = { ...formAsking({ a: { type: 'string' } }), lookups: { order: lookup }, indexed: ['c'] };
    const { errors } = (await mia.put<Problem>('/api/v1/forms/looking', body)).body;
    expect(errors?.map(({ pointer }) => pointer)).toEqual([
      '/lookups/order',
      '/lookups/order/arguments/id',
      '/lookups/order/fills/b',
      '/indexed/0',
    ]);
  });

  it('is tried with a share of the tickets, grows, and goes back at once', async () => {
    await mia.put('/api/v1/forms/tried', formAsking({ one: { type: 'string' } }));
    await mia.put('/api/v1/ticket-types/tried', { name: 'Tried', returnVisit: false, stages: { handle: 'tried' } });
    const versions = async () => {
      const opened = await Promise.all(Array.from({ length: 24 }, () => openedWith(mia, 'tried')));
      return Promise.all(opened.map(async ({ body }) => (await stageForm(body.id)).version));
    };
    await draft('tried', formAsking({ two: { type: 'string' } }), 1);
    await mia.post('/api/v1/forms/tried/publish', { percent: 0 });
    expect(new Set(await versions())).toEqual(new Set([1]));
    expect(await mia.patch('/api/v1/forms/tried/rollout', { percent: 50 }, ifMatch(3))).toMatchObject({ status: 200 });
    const half = await versions();
    expect(new Set(half)).toEqual(new Set([1, 2]));
    expect(await mia.post('/api/v1/forms/tried/rollout/promote')).toMatchObject({
      body: { stable: 2, candidate: null },
    });
    expect(new Set(await versions())).toEqual(new Set([2]));
    expect(await mia.post('/api/v1/forms/tried/rollback', { to: 1, reason: 'too long' })).toMatchObject({
      status: 200,
    });
    expect(new Set(await versions())).toEqual(new Set([1]));
    const { body } = await mia.get<{ items: { type: string }[] }>('/api/v1/forms/tried/journal');
    expect(body.items.map(({ type }) => type)).toEqual([
      ...['form-published', 'form-published', 'rollout-changed', 'rollout-promoted', 'form-rolled-back'],
    ]);
  });

  it('is tried with a share of the agents: each has one version for all tickets', async () => {
    await mia.put('/api/v1/forms/by-agent', formAsking({ one: { type: 'string' } }));
    await mia.put('/api/v1/ticket-types/by-agent', { name: 'A', returnVisit: false, stages: { handle: 'by-agent' } });
    await draft('by-agent', formAsking({ two: { type: 'string' } }), 1);
    await mia.post('/api/v1/forms/by-agent/publish', { percent: 50, shareOf: 'agents' });
    const seen = new Set<number>();
    for (let n = 0; n < 12; n++) {
      const agent = await service.asCaller({ subject: `agent-${n}` }, '*');
      const opened = [await openedWith(agent, 'by-agent'), await openedWith(agent, 'by-agent')];
      const [first, second] = await Promise.all(opened.map(({ body }) => stageForm(body.id)));
      expect(first).toEqual(second);
      seen.add(first!.version);
    }
    expect(seen).toEqual(new Set([1, 2]));
  });

  async function stageForm(ticketId: string): Promise<{ name: string; version: number }> {
    const { body } = await mia.get<{ items: { form: { name: string; version: number } }[] }>(
      `/api/v1/tickets/${ticketId}/forms`,
    );
    const { name, version } = body.items[0]!.form;
    return { name, version };
  }
});
