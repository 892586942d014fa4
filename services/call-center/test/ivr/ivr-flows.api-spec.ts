import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiAnswer, ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { callCenter } from '../../src/service.js';
import { aFlow, aMenu } from './ivr-flows.js';
import { IvrLine, press } from './ivr-line.js';

const FLOWS = '/api/v1/ivr/flows';

interface Flow {
  id: string;
  version: number;
  latest: number;
  live: number | null;
  problems: { severity: string; node: string | null; message: string }[];
  code?: string;
}

const saying = (text: string) => aFlow({ m: { ...aMenu({ 1: 'bye' }), prompt: { en: text } } as never });
const BROKEN = aFlow({ m: aMenu({ 1: 'gone' }) });

describe('call-center: flows of the IVR', () => {
  let service: ServiceInTest;
  let client: ApiClient;
  beforeAll(async () => {
    service = await startForTest(callCenter, { tenants: ['acme', 'globex'] });
    client = await service.as('ivr:*', 'contact:*');
  });
  afterAll(() => service.stop());

  const create = async (document: object = saying('One.')) =>
    (await client.post<Flow>(FLOWS, { name: 'Front door', document })).body;
  const replace = (id: string, version: number, document: object) =>
    client.put<Flow>(`${FLOWS}/${id}`, { name: 'Front door', document }, { 'if-match': `"${version}"` });
  const publish = (id: string): Promise<ApiAnswer<Flow>> => client.post(`${FLOWS}/${id}/publish`, { note: 'now' });
  const rollBack = (id: string, to: number): Promise<ApiAnswer<Flow>> =>
    client.post(`${FLOWS}/${id}/rollback`, { to, reason: 'callers complain' });
  const answerAt = (address: string, flowId: string) => client.put(`/api/v1/ivr/entry-points/${address}`, { flowId });
  const published = async (...texts: string[]) => {
    let flow = await create(saying(texts[0]!));
    await publish(flow.id);
    for (const text of texts.slice(1)) {
      flow = (await client.get<Flow>(`${FLOWS}/${flow.id}`)).body;
      await replace(flow.id, flow.version, saying(text));
      await publish(flow.id);
    }
    return flow.id;
  };

  it('are kept with what is wrong with them, and not published until it is right', async () => {
    const flow = await create(BROKEN);
    expect(flow.problems).toEqual([
      { severity: 'error', node: 'm', message: 'It goes on at "gone", and there is no such node.' },
    ]);
    expect(await publish(flow.id)).toMatchObject({ status: 409, body: { code: 'ivr-flow-has-errors' } });
    const right = await replace(flow.id, flow.version, saying('One.'));
    expect(right.body).toMatchObject({ problems: [], live: null, latest: 0 });
    expect((await publish(flow.id)).body).toMatchObject({ live: 1, latest: 1 });
  });

  it('are refused when they have not the shape of a flow, with the fields', async () => {
    const { status, body } = await client.post<{ errors: { field: string }[] }>(FLOWS, {
      name: 'x',
      document: { languages: ['en'], start: 'a', nodes: { a: { kind: 'dance' }, constructor: { kind: 'hang-up' } } },
    });
    expect(status).toBe(422);
    expect(body.errors.map(({ field }) => field)).toContain('document.nodes.a.kind');
  });

  it('are overwritten only by who has seen the newest draft', async () => {
    const flow = await create();
    await replace(flow.id, flow.version, saying('Two.'));
    expect((await replace(flow.id, flow.version, saying('Three.'))).status).toBe(412);
    expect((await client.put(`${FLOWS}/${flow.id}`, { name: 'x', document: saying('x') })).status).toBe(428);
  });

  it('keep every version as it was published', async () => {
    const id = await published('One.', 'Two.');
    const { body } = await client.get<{ items: { number: number; note: string }[] }>(`${FLOWS}/${id}/versions`);
    expect(body.items.map(({ number, note }) => [number, note])).toEqual([
      [2, 'now'],
      [1, 'now'],
    ]);
    const first = await client.get<{ document: object }>(`${FLOWS}/${id}/versions/1`);
    expect(first.body.document).toMatchObject({ nodes: { m: { prompt: { en: 'One.' } } } });
    expect((await client.get(`${FLOWS}/${id}/versions/3`)).status).toBe(404);
  });

  it('answer in the newest version, and after a rollback in the one before, while running dialogues stay on theirs', async () => {
    const id = await published('One.', 'Two.');
    await answerAt('200', id);
    const line = new IvrLine(client, '200');
    const running = await line.call();
    expect(running.instruction.say).toEqual(['Two.']);
    expect((await rollBack(id, 1)).body).toMatchObject({ live: 1, latest: 2 });
    expect((await line.call()).instruction.say).toEqual(['One.']);
    const asked = await line.then(running, press('9'));
    expect(asked.instruction.say).toEqual(['Again.', 'Two.']);
    expect(await line.session(running.sessionId)).toMatchObject({ flowVersion: 2 });
  });

  it('are rolled back to a version there is, and that is not there already', async () => {
    const id = await published('One.', 'Two.');
    expect(await rollBack(id, 2)).toMatchObject({ status: 409, body: { code: 'ivr-flow-already-there' } });
    expect(await rollBack(id, 7)).toMatchObject({ status: 404, body: { code: 'ivr-flow-version-not-found' } });
  });

  it('answer nowhere before they are published', async () => {
    const { id } = await create();
    await answerAt('201', id);
    expect(await new IvrLine(client, '201').start()).toMatchObject({
      status: 409,
      body: { code: 'ivr-flow-not-published' },
    });
    expect(await answerAt('202', '019aa000-0000-7000-8000-00000000000f')).toMatchObject({ status: 404 });
  });

  it('answer at an address until it is taken from them', async () => {
    const id = await published('One.');
    await answerAt('203', id);
    expect((await client.get<{ items: object[] }>('/api/v1/ivr/entry-points')).body.items).toContainEqual({
      address: '203',
      flowId: id,
    });
    expect((await client.delete('/api/v1/ivr/entry-points/203')).status).toBe(204);
    expect((await new IvrLine(client, '203').start()).status).toBe(404);
  });

  it('are counted by version and told to monitoring', async () => {
    const id = await published('One.');
    await answerAt('204', id);
    const line = new IvrLine(client, '204');
    await line.then(await line.call(), press('1'));
    await line.call();
    const { body } = await client.get(`${FLOWS}/${id}/versions/1/statistics`);
    expect(body).toEqual({
      sessions: 2,
      running: 1,
      contained: 1,
      containment: 1,
      exits: [{ exit: 'hung-up', node: 'bye', count: 1 }],
      nodes: [
        { node: 'bye', visits: 1, retriesExhausted: 0 },
        { node: 'm', visits: 1, retriesExhausted: 0 },
      ],
    });
    const metrics = await service.anonymous().get<string>('/metrics');
    expect(metrics.body).toMatch(/switchboard_ivr_sessions_total\{[^}]*exit="hung-up"[^}]*contained="true"[^}]*\} \d/);
  });

  it('come with the tenant: one is published and answers', async () => {
    const { body } = await client.get<{ items: { name: string; live: number }[] }>(FLOWS);
    expect(body.items.at(-1)).toMatchObject({ name: 'Demo', live: 1 });
  });

  it('are the tenant’s own', async () => {
    const id = await published('One.');
    await answerAt('205', id);
    const globex = await service.asCaller({ tenant: 'globex' }, 'ivr:*');
    expect((await globex.get(`${FLOWS}/${id}`)).status).toBe(404);
    expect((await new IvrLine(globex, '205').start()).status).toBe(404);
  });

  it('are designed, published and run by those who may', async () => {
    const reader = await service.as('ivr:read', 'ivr:run');
    expect((await reader.post(FLOWS, { name: 'x', document: saying('x') })).status).toBe(403);
    const designer = await service.as('ivr:design');
    expect((await designer.post(`${FLOWS}/${(await create()).id}/publish`, {})).status).toBe(403);
  });
});
