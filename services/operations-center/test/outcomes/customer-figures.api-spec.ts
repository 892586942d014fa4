import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as call from '#libs/contracts/call-center/call-events';
import { customerChanged, customerMerged } from '#libs/contracts/common-center/customer/customer-events';
import * as chat from '#libs/contracts/call-center/conversation-events';
import { AskGroups, type GroupsOfCustomer } from '#libs/contracts/common-center/customer/customer-api';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { ProfileRounds } from '../../src/outcomes/profiles/profile-rounds.js';
import { operationsCenter } from '../../src/service.js';
import { anId } from '../events-of-others.js';

interface Items<Item = Record<string, unknown>> {
  items: Item[];
}

const TODAY = 'from=2026-11-23T00:00:00Z&to=2026-11-24T00:00:00Z';
const PURCHASES = '/api/v1/outcomes/purchases';

describe('operations-center: what customers are and bought', () => {
  let service: ServiceInTest;
  let chief: ApiClient;
  let shop: ApiClient;
  const [li, wang, zhao] = [anId(), anId(), anId()];
  const groups = new Map<string, GroupsOfCustomer>();
  let asked = 0;

  /** About a topic, with the highest mark or the lowest. */
  const aContact = async (customerId: string, at: string, topic: string, channel: 'voice' | 'chat', score: 1 | 5) => {
    const [contactId, conversationId] = [anId(), anId()];
    const about = { time: `2026-11-${at}:00.000Z`, subject: contactId };
    const began = { contactId, number: 'C-1', channel, direction: 'inbound', customerId } as const;
    await service.publish(call.contactStarted, began, about);
    await service.publish(call.contactConnected, { contactId, agentId: 'mia' }, about);
    const demand = { interactionEventId: anId(), type: 'enquiry' as const, topic, customerId, contactIds: [contactId] };
    await service.publish(call.interactionEventRecorded, demand, about);
    await service.publish(chat.conversationRated, { contactId, conversationId, score, agentIds: ['mia'] }, about);
    return contactId;
  };
  const bought = (id: string, customerId: string, product: string, at: string, fen: number | null) =>
    shop.put(`/api/v1/purchases/${id}`, {
      ...{ customerId, product, boughtAt: `2026-11-${at}:00Z` },
      value: fen === null ? null : { amount: fen, currency: 'CNY' },
    });
  const get = async <Item>(path: string, who = chief) => (await who.get<Items<Item>>(path)).body.items;
  const askAround = () => service.running.app.get(ProfileRounds, { strict: false }).rounds.run();
  const is = (customerId: string, since: string, segments: string[], tags: string[] = []) =>
    groups.set(customerId, { customerId, kind: 'person', roles: ['owner'], segments, tags, since });

  beforeAll(async () => {
    service = await startForTest(operationsCenter);
    chief = await service.as('figure:read');
    shop = await service.as('purchase:record');
    const common = await service.remote('common-center');
    common.answers('GET', '/internal/organisation/circles/tess', () => ({ people: ['tess'], teams: [] }));
    common.answers('POST', '/internal/customers/groups', (body) => {
      asked += 1;
      return { items: AskGroups.parse(body).ids.flatMap((id) => groups.get(id) ?? []) };
    });
    is(li, '2026-11-20T00:00:00Z', ['driver'], ['vip']);
    is(wang, '2024-01-01T00:00:00Z', ['driver', 'insured']);
    await aContact(li, '23T05:00', 'prices', 'chat', 5);
    await aContact(li, '23T07:00', 'delivery', 'voice', 1);
    await aContact(wang, '23T08:00', 'prices', 'chat', 5);
    await aContact(zhao, '23T09:00', 'prices', 'voice', 5);
    await bought('o-1', li, 'insurance', '23T06:00', 120_000);
    await bought('o-2', li, 'tyres', '23T08:00', 50_000);
    await bought('o-3', wang, 'insurance', '23T07:59', 80_000);
    await bought('o-4', zhao, 'insurance', '23T10:00', null);
  });
  afterAll(() => service.stop());

  it('says what was bought, for how much, and how much of it after a contact', async () => {
    expect(await get(`${PURCHASES}?by=product&${TODAY}`)).toEqual([
      {
        ...{ key: 'insurance', purchases: 3, customers: 3, afterContact: 2 },
        values: [{ currency: 'CNY', amount: 200_000 }],
      },
      { key: 'tyres', purchases: 1, customers: 1, afterContact: 1, values: [{ currency: 'CNY', amount: 50_000 }] },
    ]);
  });

  it('says after which contact: the last of the customer before, within the days', async () => {
    const keyed = async (by: string) =>
      Object.fromEntries(
        (await get<{ key: string; purchases: number }>(`${PURCHASES}?by=${by}&${TODAY}`)).map((each) => [
          each.key,
          each.purchases,
        ]),
      );
    expect(await keyed('topic')).toEqual({ prices: 2, delivery: 1, null: 1 });
    expect(await keyed('channel')).toEqual({ chat: 1, voice: 2, null: 1 });
    expect(await keyed('agent')).toEqual({ mia: 3, null: 1 });
    await bought('o-5', li, 'tyres', '26T08:00', 1);
    const within = async (days: number) =>
      (await get<{ after: object | null }>(`${PURCHASES}/${li}?withinDays=${days}`))[0]!.after;
    expect([await within(3), await within(4)]).toEqual([null, expect.objectContaining({ topic: 'delivery' })]);
    await shop.delete('/api/v1/purchases/o-5');
  });

  it('keeps a record of what a customer bought; told again a purchase is put right', async () => {
    await bought('o-2', li, 'tyres', '23T08:00', 40_000);
    expect(await get(`${PURCHASES}/${li}`)).toMatchObject([
      { id: 'o-2', product: 'tyres', value: { amount: 40_000, currency: 'CNY' }, after: { topic: 'delivery' } },
      { id: 'o-1', boughtAt: '2026-11-23T06:00:00.000Z', after: { channel: 'chat', agentId: 'mia' } },
    ]);
    expect((await bought('no such/id', li, 'tyres', '23T08:00', 1)).status).toBe(404);
    expect((await bought('no*', li, 'tyres', '23T08:00', 1)).status).toBe(422);
  });

  it('tells of customers by what they are, how often they came and what they thought of it', async () => {
    await askAround();
    const by = async (name: string) => get(`/api/v1/outcomes/profiles?by=${name}&${TODAY}`);
    expect(await by('segment')).toEqual([
      {
        ...{ key: 'driver', customers: 2, contacts: 3, tickets: 0, rated: 3, satisfied: 2 },
        ...{ inContact: 2, repeated: 1, repeatRate: 50, satisfaction: 66.67 },
      },
      expect.objectContaining({ key: null, customers: 1, repeatRate: 0, satisfaction: 100 }),
      expect.objectContaining({ key: 'insured', customers: 1, contacts: 1 }),
    ]);
    expect(await by('relation')).toMatchObject([
      { key: null, customers: 1 },
      { key: 'first-month', customers: 1, contacts: 2 },
      { key: 'longer', customers: 1 },
    ]);
    expect(await by('channel')).toMatchObject([
      { key: 'chat', customers: 2, satisfaction: 100 },
      { key: 'voice', customers: 2, satisfaction: 50 },
    ]);
    expect(await by('tag')).toContainEqual(expect.objectContaining({ key: 'vip', contacts: 2 }));
    expect(await by('role')).toContainEqual(expect.objectContaining({ key: 'owner', customers: 2 }));
    expect(await by('kind')).toContainEqual(expect.objectContaining({ key: 'person', customers: 2 }));
  });

  it('asks once, and again when a customer has changed', async () => {
    const before = asked;
    await askAround();
    expect(asked).toBe(before);
    is(li, '2026-11-20T00:00:00Z', ['insured']);
    await service.publish(customerChanged, { customerId: li }, { subject: li });
    await askAround();
    expect(asked).toBe(before + 1);
    const segments = await get<{ key: string | null; customers: number }>(
      `/api/v1/outcomes/profiles?by=segment&${TODAY}`,
    );
    expect(segments.find(({ key }) => key === 'insured')?.customers).toBe(2);
  });

  it('shows who reaches a part of the tenant what came of contacts of theirs alone', async () => {
    const tess = await service.asCaller({ subject: 'tess', dataScope: { base: 'self' } }, 'figure:read');
    expect(await get(`${PURCHASES}?by=product&${TODAY}`, tess)).toEqual([]);
    expect(await get(`${PURCHASES}/${li}`, tess)).toEqual([]);
    expect(await get(`/api/v1/outcomes/profiles?by=channel&${TODAY}`, tess)).toEqual([]);
  });

  it('counts purchases of customers that were merged as of one', async () => {
    await service.publish(
      customerMerged,
      { customerId: wang, mergedId: li, mergeId: anId() },
      { subject: wang, time: '2026-11-23T11:00:00.000Z' },
    );
    expect((await get<{ id: string }>(`${PURCHASES}/${wang}`)).map(({ id }) => id)).toEqual(['o-2', 'o-3', 'o-1']);
  });
});
