import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import type { CountedContact } from '../../src/figures/answers/counted.dto.js';
import type { LiveFiguresView, LiveRow } from '../../src/figures/answers/figure.dto.js';
import { operationsCenter } from '../../src/service.js';
import { FloorEvents } from '../floor-events.js';

describe('operations-center: figures of those who share contacts', () => {
  let service: ServiceInTest;
  let supervisor: ApiClient;
  let floor: FloorEvents;
  let calls: string;

  beforeEach(async () => {
    service = await startForTest(operationsCenter, { tenants: ['acme'] });
    supervisor = await service.as('figure:*');
    floor = new FloorEvents(service);
    calls = await floor.queue('calls', { product: 'car' });
  });
  afterEach(() => service.stop());

  const pass = (seconds: number) => service.clock.advance({ seconds });
  const day = async (kind: LiveRow['kind'], id: string) => {
    const { body } = await supervisor.get<LiveFiguresView>(`/api/v1/figures/live?kind=${kind}&id=${id}`);
    return body.rows[0]!.day;
  };
  const counted = async (query: string) =>
    (await supervisor.get<{ items: CountedContact[] }>(`/api/v1/figures/contacts?${query}`)).body.items;
  const talking = async (agentId: string) => {
    const contactId = await floor.queued(calls);
    await floor.connected(contactId, agentId);
    return contactId;
  };
  const differences = async () =>
    (await supervisor.post<{ differences: unknown[] }>('/api/v1/figures/days/2026-11-23/recompute', {})).body
      .differences;

  it('offers that were missed and rejected, by agent, queue, channel, product and tenant, with their contacts', async () => {
    const contactId = await floor.queued(calls);
    await floor.offered(contactId, calls, 'mia');
    await floor.offerEnded(contactId, 'mia', 'timeout');
    await floor.offered(contactId, calls, 'tom');
    await floor.offerEnded(contactId, 'tom', 'rejected');
    await floor.offered(contactId, calls, 'eva');
    await floor.offerEnded(contactId, 'eva', 'rescinded');
    for (const [kind, id] of [
      ['queue', calls],
      ['channel', 'voice'],
      ['product', 'car'],
      ['tenant', ''],
    ] as const) {
      expect(await day(kind, id)).toMatchObject({ offered: 1, missed: 1, rejected: 1 });
      expect(await counted(`kind=${kind}&id=${id}&count=missed`)).toMatchObject([{ contactId, agentId: 'mia' }]);
    }
    expect(await day('agent', 'mia')).toMatchObject({ offered: 1, answered: 0, missed: 1, rejected: 0 });
    expect(await day('agent', 'tom')).toMatchObject({ offered: 1, missed: 0, rejected: 1 });
    expect(await day('agent', 'eva')).toMatchObject({ offered: 1, missed: 0, rejected: 0 });
    expect(await differences()).toEqual([]);
  });

  it('a colleague who is consulted and stays for a conference assisted, and has handled nothing', async () => {
    const contactId = await talking('mia');
    pass(10);
    await floor.consulted(contactId, 'mia', 'eva');
    pass(20);
    await floor.consultEnded(contactId, 'mia', 'eva', 'merged');
    await floor.joined(contactId, 'mia', 'eva');
    pass(15);
    await floor.participantLeft(contactId, 'eva');
    pass(5);
    await floor.ended(contactId);
    expect(await day('agent', 'eva')).toMatchObject({ assisted: 1, averageAssist: 'PT35S', handled: 0, answered: 0 });
    expect(await day('agent', 'mia')).toMatchObject({ assisted: 0, handled: 1, averageTalk: 'PT50S' });
    expect(await day('queue', calls)).toMatchObject({ answered: 1, handled: 1, averageHandleTime: 'PT50S' });
    expect(await counted('kind=agent&id=eva&count=assisted')).toMatchObject([{ contactId, assist: 'PT35S' }]);
    expect(await differences()).toEqual([]);
  });

  it('a contact that a supervisor takes over is answered once; its time is that of each', async () => {
    const contactId = await talking('mia');
    pass(40);
    await floor.takenOver(contactId, 'mia', 'sam');
    pass(20);
    await floor.ended(contactId);
    expect(await day('agent', 'mia')).toMatchObject({ handled: 1, averageTalk: 'PT40S' });
    expect(await day('agent', 'sam')).toMatchObject({ handled: 1, averageTalk: 'PT20S' });
    expect(await day('queue', calls)).toMatchObject({ answered: 1, handled: 1, averageTalk: 'PT60S' });
  });

  it('wrap-up counts to who has it, also of a contact that somebody else has by then', async () => {
    const experts = await floor.queue('experts');
    const contactId = await talking('mia');
    await floor.letGo(contactId, 'mia', experts);
    await floor.moved(contactId, calls, experts, 'transfer');
    pass(12);
    await floor.connected(contactId, 'tom');
    await floor.wrappedUp('mia', contactId);
    pass(30);
    await floor.hungUp(contactId);
    pass(5);
    await floor.wrappedUp('tom', contactId);
    await floor.ended(contactId);
    expect(await day('agent', 'mia')).toMatchObject({ handled: 1, averageWrapUp: 'PT12S' });
    expect(await day('agent', 'tom')).toMatchObject({ handled: 1, averageWrapUp: 'PT5S' });
    expect(await day('tenant', '')).toMatchObject({ handled: 1, averageWrapUp: 'PT17S' });
  });

  it('a transfer that came to nothing leaves the contact with who has it, and nothing in the other queue', async () => {
    const experts = await floor.queue('experts');
    const contactId = await talking('mia');
    await floor.moved(contactId, calls, experts, 'transfer');
    pass(30);
    await floor.moved(contactId, experts, calls, 'transfer-ended');
    await floor.transferEnded(contactId, 'mia', experts);
    await floor.ended(contactId);
    expect(await day('queue', calls)).toMatchObject({ offered: 1, answered: 1, handled: 1 });
    expect(await day('queue', experts)).toMatchObject({ offered: 1, answered: 0, abandoned: 0, withdrawn: 1 });
  });

  it('a promised callback waits on, is not abandoned, and is answered when the customer is reached', async () => {
    const contactId = await floor.queued(calls);
    pass(60);
    await floor.callbackPromised(contactId, calls);
    pass(540);
    await floor.connected(contactId, 'mia');
    pass(25);
    await floor.callbackFailed(contactId, 'mia');
    const path = `/api/v1/figures/live?kind=queue&id=${calls}`;
    const [waiting] = (await supervisor.get<LiveFiguresView>(path)).body.rows;
    expect(waiting).toMatchObject({
      now: { waiting: 1, inService: 0 },
      day: { offered: 1, answered: 0, abandoned: 0 },
    });
    pass(575);
    await floor.connected(contactId, 'tom');
    pass(30);
    await floor.ended(contactId);
    expect(await day('queue', calls)).toMatchObject({
      ...{ offered: 1, answered: 1, answeredInTime: 0, abandoned: 0, averageSpeedOfAnswer: 'PT1200S' },
      averageTalk: 'PT55S',
    });
    const other = await floor.queued(calls);
    await floor.callbackPromised(other, calls);
    await floor.ended(other, 'abandoned');
    expect(await day('queue', calls)).toMatchObject({ offered: 2, abandoned: 0, withdrawn: 1 });
    expect(await differences()).toEqual([]);
  });
});
