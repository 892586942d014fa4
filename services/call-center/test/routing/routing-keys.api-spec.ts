import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { callCenter } from '../../src/service.js';
import { Switchboard, type Agent } from '../switchboard.js';

describe('what routing carries out, under an Idempotency-Key', () => {
  let service: ServiceInTest;
  let board: Switchboard;
  let queue: string;
  let ada: Agent;

  beforeAll(async () => {
    service = await startForTest(callCenter, { tenants: ['acme'] });
    board = await Switchboard.of(service);
    queue = await board.queue('with keys', { wrapUp: { mode: 'mandatory' } });
    ada = await board.agent('ada');
  });
  afterAll(() => service.stop());

  const keyed = (client: ApiClient, key: string, path: string, body?: object) =>
    client.post<Record<string, unknown>>(path, body, { 'idempotency-key': key });
  const told = async (contactId: string) => {
    await service.settled();
    return service.events().flatMap(({ subject, type }) => (subject === contactId ? [type] : []));
  };

  it('is done once, however often it is said', async () => {
    const contact = await board.start();
    const twice = async (client: ApiClient, path: string, body?: object) => {
      const key = `${contact}${path}`;
      expect((await keyed(client, key, path, body)).status).toBeLessThan(300);
      expect((await keyed(client, key, path, body)).status).toBeLessThan(300);
    };
    await twice(board.line, `/api/v1/contacts/${contact}/queue`, { queueId: queue });
    await twice(ada.client, `/api/v1/contacts/${contact}/accept`);
    await twice(ada.client, `/api/v1/contacts/${contact}/end`, { outcome: 'handled' });
    await twice(ada.client, '/api/v1/agents/me/after-contact-work/end');
    expect(await told(contact)).toEqual([
      'contact.started.v1',
      'contact.queued.v1',
      'contact.offered.v1',
      'contact.connected.v1',
      'contact.wrap-up-begun.v1',
      'contact.ended.v1',
    ]);
  });

  it('is done once when it is said twenty times at the same moment', async () => {
    const contact = await board.start();
    const queued = () => keyed(board.line, 'at once', `/api/v1/contacts/${contact}/queue`, { queueId: queue });
    const said = await Promise.all(Array.from({ length: 20 }, queued));
    expect(said.map(({ status }) => status)).toEqual(Array(20).fill(204));
    expect((await told(contact)).filter((type) => type === 'contact.queued.v1')).toHaveLength(1);
    await keyed(board.line, 'gone', `/api/v1/contacts/${contact}/end`, { outcome: 'abandoned' });
  });

  it('gets its first answer again, also when it would be another now', async () => {
    const ready = () => keyed(ada.client, 'ready', '/api/v1/agents/me/status', { state: 'ready' });
    expect((await ready()).status).toBe(204);
    await keyed(ada.client, 'away', '/api/v1/agents/me/status', { state: 'not-ready', reason: 'meal' });
    expect((await ready()).status).toBe(204);
    expect(await ada.state()).toBe('not-ready');
  });

  it('is not recorded when it was refused', async () => {
    const contact = await board.start();
    const accept = () => keyed(ada.client, 'too-early', `/api/v1/contacts/${contact}/accept`);
    expect((await accept()).status).toBe(404);
    await board.enter(contact, queue);
    await keyed(ada.client, 'back', '/api/v1/agents/me/status', { state: 'ready' });
    expect((await accept()).status).toBe(204);
    await ada.ends(contact);
  });

  it('the key of one request is not another one', async () => {
    await keyed(ada.client, 'same', '/api/v1/agents/me/heartbeat', { leaseSeconds: 90 });
    const other = await keyed(ada.client, 'same', '/api/v1/agents/me/heartbeat', { leaseSeconds: 120 });
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });

  it.each([
    ['contacts/{contact}/decline', undefined],
    ['contacts/{contact}/transfer', { queueId: '0199d2f0-0000-7000-8000-000000000003' }],
    ['agents/me/log-in', undefined],
    ['agents/me/log-out', undefined],
    ['agents/me/after-contact-work', { engagementId: 'none' }],
    ['agents/ada/force-status', { state: 'offline', why: 'the day is over' }],
    ['agents/ada/status-requests/0199d2f0-0000-7000-8000-000000000003/approve', undefined],
    ['agents/ada/status-requests/0199d2f0-0000-7000-8000-000000000003/decline', undefined],
  ])('%s is carried out or refused', async (path, body) => {
    const contact = await board.start();
    const client = path.startsWith('agents/ada') ? board.supervisor : ada.client;
    const answer = await keyed(client, path, `/api/v1/${path.replace('{contact}', contact)}`, body);
    expect(answer.status).toBeLessThan(500);
  });
});
