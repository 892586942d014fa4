import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ticketDispatched } from '#libs/contracts/ticket-center/ticket-events';
import { newId } from '#libs/kernel/id';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { ticketCenter } from '../src/service.js';
import { AppointmentWatch } from '../src/visit/appointment-watch.js';
import type { VisitView } from '../src/visit/visit.dto.js';

const PNG = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.from('drawn')]);
const FIELD = ['visit:work', 'visit:read'];

describe('visits', () => {
  let service: ServiceInTest;
  let desk: ApiClient;
  let li: ApiClient;
  let zoe: ApiClient;
  let visitId: string;

  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    desk = await service.asCaller({ subject: 'desk' }, '*');
    li = await service.asCaller({ subject: 'li' }, ...FIELD);
    zoe = await service.asCaller({ subject: 'zoe' }, ...FIELD);
    await desk.put('/api/v1/service-areas/pudong', { name: 'Pudong' });
    await desk.put('/api/v1/parts/ont', { name: 'Fibre modem', unit: 'piece' });
    const engineer = { areas: ['pudong'], skills: ['fibre'], dailyCapacity: 1 };
    await desk.put('/api/v1/engineers/li', engineer);
    await desk.put('/api/v1/engineers/zoe', { ...engineer, dailyCapacity: 2 });
  });
  afterAll(() => service.stop());

  beforeEach(async () => {
    visitId = newId(service.clock.now());
    const ticketId = newId(service.clock.now());
    await service.publish(ticketDispatched, { ticketId, visitId, customerId: newId(service.clock.now()) });
  });

  const path = (rest = '') => `/api/v1/visits/${visitId}${rest}`;
  const visit = async () => (await desk.get<VisitView>(path())).body;
  const offered = async (day: string, area = 'pudong') =>
    (await desk.post<VisitView>(path('/dispatch'), { area, skills: ['fibre'], day })).body;
  const bearer = async (subject: string, ...permissions: string[]) => ({
    authorization: `Bearer ${await service.token({ subject }, ...permissions)}`,
  });
  const sign = async (subject: string, body: Buffer) => {
    const headers = { ...(await bearer(subject, 'visit:work')), 'content-type': 'image/png' };
    const answer = await fetch(service.running.url + path('/signature'), {
      method: 'POST',
      headers,
      body: new Uint8Array(body),
    });
    return answer.status;
  };
  const steps = () =>
    service
      .events('visit.moved.v1')
      .filter(({ data }) => data['visitId'] === visitId)
      .map(({ data }) => data['step']);

  it('are offered to whoever fits, by area, skill, calendar and room, and say why', async () => {
    expect(await offered('2026-11-24')).toMatchObject({
      engineerId: 'zoe',
      proposal: [
        { engineerId: 'zoe', unfit: [], capacity: 2 },
        { engineerId: 'li', unfit: [], capacity: 1 },
      ],
    });
    await zoe.post(path('/decline'), { reason: 'ill' });
    expect(await offered('2026-11-24')).toMatchObject({ engineerId: 'li' });
    await li.post(path('/decline'), { reason: 'too-far' });
    expect(await offered('2026-11-24')).toMatchObject({ engineerId: null, status: 'dispatched' });
    const { items } = (await desk.get<{ items: VisitView[] }>('/api/v1/visits/undispatched')).body;
    expect(items[0]).toMatchObject({ id: visitId, proposal: [{ unfit: ['has-declined'] }, {}] });
    await service.settled();
    expect(steps()).toEqual(['offered', 'declined', 'offered', 'declined', 'undispatched']);
  });

  it('stay undispatched on a day nobody works, and in an area nobody knows they are refused', async () => {
    expect(await offered('2026-11-29')).toMatchObject({
      engineerId: null,
      proposal: [{ unfit: ['does-not-work'] }, { unfit: ['does-not-work'] }],
    });
    expect(await desk.post(path('/dispatch'), { area: 'mars', day: '2026-11-24' })).toMatchObject({
      status: 422,
      body: { code: 'service-area-unknown' },
    });
  });

  it('fill the days of engineers exactly, and give a place back that is not needed', async () => {
    const chosen: (string | null)[] = [];
    for (let n = 0; n < 4; n += 1) {
      visitId = newId(service.clock.now());
      const ids = { ticketId: newId(service.clock.now()), customerId: newId(service.clock.now()) };
      await service.publish(ticketDispatched, { ...ids, visitId });
      chosen.push((await offered('2026-11-25')).engineerId);
    }
    expect(chosen).toEqual(['zoe', 'li', 'zoe', null]);
    const { items } = (await desk.get<{ items: VisitView[] }>('/api/v1/visits?engineerId=li&status=dispatched')).body;
    await li.post(`/api/v1/visits/${items[0]!.id}/decline`, { reason: 'ill' });
    expect(await offered('2026-11-25')).toMatchObject({ engineerId: 'li' });
  });

  it('go from the offer to the signed report', async () => {
    await offered('2026-11-26');
    const subject = (await visit()).engineerId!;
    const engineer = subject === 'li' ? li : zoe;
    await engineer.post(path('/accept'));
    await engineer.post(path('/appoint'), { appointedFor: '2026-11-27T09:00:00+08:00', agreed: 'message' });
    expect(await visit()).toMatchObject({ plannedOn: '2026-11-27', appointedUntil: '2026-11-27T03:00:00.000Z' });
    await engineer.post(path('/depart'));
    await engineer.post(path('/arrive'), { place: { latitude: 31.2304, longitude: 121.4737 } });
    expect(await engineer.post(path('/parts'), { parts: [{ code: 'nail', quantity: 1 }] })).toMatchObject({
      status: 422,
      body: { code: 'part-unknown' },
    });
    await engineer.post(path('/parts'), { parts: [{ code: 'ont', quantity: 1 }] });
    expect(await sign(subject, Buffer.from('no image'))).toBe(422);
    expect(await sign(subject, PNG)).toBe(204);
    const drawn = await fetch(service.running.url + path('/signature'), {
      headers: await bearer('desk', 'visit:read'),
    });
    expect(Buffer.from(await drawn.arrayBuffer())).toEqual(PNG);
    await engineer.post(path('/complete'), { outcome: 'second-visit', reason: 'no-access', report: 'Wall closed.' });
    expect(await visit()).toMatchObject({
      status: 'completed',
      place: { latitude: 31.23 },
      signature: { kind: 'image' },
    });
    await service.settled();
    expect(service.events('visit.completed.v1').at(-1)!.data).toMatchObject({
      ...{ visitId, outcome: 'not-fixed', result: 'second-visit', reason: 'no-access' },
    });
    expect(steps()).toEqual(['offered', 'accepted', 'appointed', 'departed', 'arrived', 'signed']);
  });

  it('are confirmed by a code that only the customer was told', async () => {
    await li.post(path('/accept'));
    await li.post(path('/depart'));
    await li.post(path('/arrive'), {});
    const { code } = (await desk.post<{ code: string }>(path('/confirmation-code'))).body;
    const wrong = code === '000000' ? '000001' : '000000';
    expect((await li.post(path('/confirm'), { code: wrong })).body).toEqual({ signed: false, triesLeft: 4 });
    expect((await li.post(path('/confirm'), { code })).body).toEqual({ signed: true, triesLeft: 0 });
    expect(JSON.stringify(await visit())).not.toContain(code);
    expect((await li.post(path('/confirmation-code'))).status).toBe(403);
  });

  it('are told when nobody came, in time and once', async () => {
    await li.post(path('/accept'));
    const appointedFor = new Date(service.clock.ms() + 3_600_000).toISOString();
    await li.post(path('/appoint'), { appointedFor });
    const watch = service.running.app.get(AppointmentWatch);
    service.clock.advance({ hours: 3, minutes: 29 });
    desk = await service.asCaller({ subject: 'desk' }, '*');
    await watch.rounds.run();
    expect(await visit()).toMatchObject({ status: 'appointed', missed: 0 });
    service.clock.advance({ minutes: 1 });
    await watch.rounds.run();
    await watch.rounds.run();
    await service.settled();
    expect(await visit()).toMatchObject({ status: 'accepted', missed: 1, appointedFor: null });
    expect(steps().filter((step) => step === 'appointment-missed')).toHaveLength(1);
  });
});
