import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { callCenter } from '../../src/service.js';
import { CallDesk } from '../call-desk.js';

interface Rule {
  id: string;
  topic: string;
  version: number;
}
const RULES = '/api/v1/pre-check-rules';
const aRule = {
  position: 5,
  type: 'complaint',
  topic: 'parcel-lost',
  answer: 'We send it again, free of charge.',
  active: true,
};

describe('call-center: pre-check rules', () => {
  let service: ServiceInTest;
  let client: ApiClient;
  let desk: CallDesk;

  beforeAll(async () => {
    service = await startForTest(callCenter);
    client = await service.as('pre-check-rule:*', 'contact:*', 'interaction-event:*');
    desk = new CallDesk(client);
  });
  afterAll(() => service.stop());

  const add = async (rule: Partial<typeof aRule> = {}) =>
    (await desk.ok(client.post<Rule>(RULES, { ...aRule, ...rule }))).id;
  const preChecked = async (type: string, topic: string) => {
    const contact = await desk.contact({ customerId: newId(new Date()) });
    const event = await desk.event([contact], { type, topic });
    return desk.ok(client.post<{ answer: string | null }>(`/api/v1/interaction-events/${event}/pre-check`));
  };

  it('come with the tenant: opening hours and the return policy', async () => {
    const { body } = await client.get<{ items: Rule[] }>(RULES);
    expect(body.items.map(({ topic }) => topic)).toEqual(['opening-hours', 'return-policy']);
    expect((await preChecked('consultation', 'return-policy')).answer).toMatch(/30 days/);
  });

  it('decide from the moment they are there until they are switched off or gone', async () => {
    expect((await preChecked('complaint', 'parcel-lost')).answer).toBeNull();
    const id = await add();
    expect((await preChecked('complaint', 'parcel-lost')).answer).toBe(aRule.answer);

    const off = await client.put(`${RULES}/${id}`, { ...aRule, active: false }, { 'if-match': '"1"' });
    expect(off).toMatchObject({ status: 200, body: { id, active: false, version: 2 } });
    expect((await preChecked('complaint', 'parcel-lost')).answer).toBeNull();

    expect((await client.delete(`${RULES}/${id}`)).status).toBe(204);
    expect(await client.get(`${RULES}/${id}`)).toMatchObject({
      status: 404,
      body: { code: 'pre-check-rule-not-found' },
    });
  });

  it('are tried in order of their position', async () => {
    await add({ topic: 'late', position: 2, answer: 'second' });
    await add({ topic: 'late', position: 1, answer: 'first' });
    expect((await preChecked('complaint', 'late')).answer).toBe('first');
  });

  it('cannot be overwritten unseen', async () => {
    const id = await add({ topic: 'seen' });
    const put = (headers: Record<string, string>) => client.put(`${RULES}/${id}`, { ...aRule, topic: 'seen' }, headers);
    const etag = (await client.get(`${RULES}/${id}`)).headers.get('etag')!;
    expect(await put({})).toMatchObject({ status: 428, body: { code: 'if-match-required' } });
    expect(await put({ 'if-match': etag })).toMatchObject({ status: 200 });
    expect(await put({ 'if-match': etag })).toMatchObject({ status: 412, body: { code: 'stale-version' } });
  });

  it('may not answer everything', async () => {
    const refused = await client.post(RULES, { ...aRule, type: null, topic: null });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ field: 'topic' }] } });
  });
});
