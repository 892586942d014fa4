import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { ticketUrged } from '#libs/contracts/ticket-center/ticket-events';
import { customerRegistered } from '#libs/contracts/common-center/customer/customer-events';
import { ConfigCentre } from '#libs/discovery/config/config-centre';
import { newId } from '#libs/kernel/id';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { Webhook } from 'standardwebhooks';
import { DeliveryLog } from '../../src/webhook/delivery/delivery-log.js';
import { EndpointLanes } from '../../src/webhook/delivery/endpoint-lanes.js';
import { OldWebhookDeliveries } from '../../src/webhook/delivery/old-deliveries.js';
import { WebhookSender } from '../../src/webhook/delivery/webhook-sender.js';
import { commonCenter } from '../../src/service.js';
import { CommonCenterInTest, ok } from '../common-center-in-test.js';
import { HookReceiver } from '../hook-receiver.js';

interface Delivery {
  id: string;
  eventId: string;
  state: string;
  attempts: number;
  dueAt: string | null;
}
type Endpoint = { id: string; version: number; active: boolean; disabledBecause: string | null };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

serviceOnEachEngine('common-center: webhooks', (start) => {
  let center: CommonCenterInTest;
  let service: ServiceInTest;
  let admin: ApiClient;
  let receiver: HookReceiver;
  let endpointId: string;
  let secret: string;

  beforeAll(async () => {
    service = await start(commonCenter, { tenants: ['acme', 'globex'] });
    center = await CommonCenterInTest.of(service);
    for (const tenant of ['acme', 'globex']) await center.register(tenant);
    const opened = { tenants: { acme: ['127.0.0.1/32'] } };
    await service.running.app.get(ConfigCentre).set('outside-addresses', JSON.stringify(opened));
  });
  afterAll(() => service.stop());

  beforeEach(async () => {
    admin = await center.asPerson('acme');
    receiver = await HookReceiver.start();
    ({ endpointId, secret } = await register(receiver));
  });

  afterEach(() => receiver.stop());

  const app = () => service.running.app;
  async function register(at: HookReceiver, eventTypes: string[] = ['ticket.*']) {
    for (const { id } of (await ok(admin.get<{ items: Endpoint[] }>('/api/v1/webhook-endpoints'))).items)
      await ok(admin.delete(`/api/v1/webhook-endpoints/${id}`));
    return ok(
      admin.post<{ endpointId: string; secret: string }>('/api/v1/webhook-endpoints', { url: at.url, eventTypes }),
    );
  }
  async function round(): Promise<void> {
    await app().get(WebhookSender).rounds.run();
    await app().get(EndpointLanes).idle();
  }
  const urged = (subject: string = newId(new Date()), times = 1) =>
    service.publish(ticketUrged, { ticketId: subject, times }, { subject });
  const deliveries = async (query = '') =>
    (await ok(admin.get<{ items: Delivery[] }>(`/api/v1/webhook-endpoints/${endpointId}/deliveries${query}`))).items;
  const endpoint = () => ok(admin.get<Endpoint>(`/api/v1/webhook-endpoints/${endpointId}`));

  it('sends the event as it was published, signed, under its own id', async () => {
    const eventId = await urged();
    await round();
    expect(receiver.ids).toEqual([eventId]);
    const [{ body, headers }] = receiver.received as [(typeof receiver.received)[0]];
    expect(headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
    const at = Number(headers['webhook-timestamp']) * 1_000;
    expect(at).toBe(service.clock.ms());
    const published = service.events('ticket.urged.v1').at(-1)!;
    expect(JSON.parse(body)).toEqual(published);
    expect(await deliveries()).toMatchObject([{ eventId, state: 'delivered', attempts: 1, dueAt: null }]);
  });

  it('signs so that the reference implementation believes it, with both secrets while one follows the other', async () => {
    service.clock.set(new Date().toISOString());
    admin = await center.asPerson('acme');
    await urged();
    await round();
    const verify = (which: string) => {
      const { body, headers } = receiver.received.at(-1)!;
      return () => new Webhook(which).verify(body, headers as Record<string, string>);
    };
    expect(verify(secret)).not.toThrow();
    const path = `/api/v1/webhook-endpoints/${endpointId}/secret`;
    const rotated = await ok(admin.post<{ secret: string }>(path, { overlapSeconds: 3_600 }));
    await urged();
    await round();
    expect(verify(secret)).not.toThrow();
    expect(verify(rotated.secret)).not.toThrow();
    service.clock.advance(HOUR);
    await urged();
    await round();
    const { headers } = receiver.received.at(-1)!;
    expect(String(headers['webhook-signature']).split(' ')).toHaveLength(1);
    admin = await center.asPerson('acme');
    expect(JSON.stringify(await endpoint())).not.toContain('whsec_');
  });

  it('sends what is subscribed to and nothing else, each event once however often it comes', async () => {
    const subject = newId(new Date());
    const id = await urged(subject);
    await service.publish(ticketUrged, { ticketId: subject, times: 1 }, { subject, id });
    await service.publish(customerRegistered, { customerId: newId(new Date()), kind: 'person' });
    await service.publish(ticketUrged, { ticketId: subject, times: 1 }, { subject, tenant: 'globex' });
    await round();
    expect(receiver.ids).toEqual([id]);
  });

  it('sends the events of one ticket in their order', async () => {
    const subject = newId(new Date());
    const ids = [];
    for (let times = 1; times <= 12; times += 1) ids.push(await urged(subject, times));
    await round();
    expect(receiver.ids).toEqual(ids);
  });

  it('tries again after five seconds and five minutes, under the same id, and says what was answered', async () => {
    const answers = [503, 500, 204];
    receiver.answer = () => ({ status: answers.shift()!, text: 'x'.repeat(2_000) });
    const id = await urged();
    await round();
    service.clock.advance(4_999);
    await round();
    expect(receiver.ids).toEqual([id]);
    service.clock.advance(600);
    await round();
    expect(receiver.ids).toEqual([id, id]);
    service.clock.advance(6 * MINUTE);
    await round();
    expect(receiver.ids).toEqual([id, id, id]);
    const [delivery] = await deliveries();
    const detail = await ok(
      admin.get<{ history: { status: number; answer: string }[] }>(`/api/v1/webhook-deliveries/${delivery!.id}`),
    );
    expect(detail.history.map(({ status }) => status)).toEqual([503, 500, 204]);
    expect(detail.history[0]!.answer).toHaveLength(500);
  });

  it('waits as long as it is asked to', async () => {
    receiver.answer = () => ({ status: 429, headers: { 'retry-after': '3600' } });
    await urged();
    const at = service.clock.ms();
    await round();
    const [delivery] = await deliveries();
    expect(Date.parse(delivery!.dueAt!) - at).toBe(HOUR);
  });

  it('follows no redirect', async () => {
    const elsewhere = await HookReceiver.start();
    receiver.answer = () => ({ status: 307, headers: { location: elsewhere.url } });
    await urged();
    await round();
    expect(elsewhere.received).toEqual([]);
    expect(await deliveries()).toMatchObject([{ state: 'waiting', attempts: 1 }]);
    await elsewhere.stop();
  });

  it('gives up after the last attempt, and sends it again when it is replayed', async () => {
    receiver.answer = () => ({ status: 500 });
    const id = await urged();
    for (let attempt = 1; attempt < 10; attempt += 1) {
      await round();
      admin = await center.asPerson('acme');
      service.clock.set((await deliveries())[0]!.dueAt!);
    }
    await round();
    admin = await center.asPerson('acme');
    receiver.answer = () => ({ status: 200 });
    expect(await deliveries('?state=failed')).toMatchObject([{ eventId: id, attempts: 10, dueAt: null }]);
    const sent = receiver.ids.length;
    expect(await ok(admin.post(`/api/v1/webhook-endpoints/${endpointId}/replays`, {}))).toEqual({ replayed: 1 });
    await round();
    expect(receiver.ids.slice(sent)).toEqual([id]);
  });

  it('replays one, or those of a range, under the ids they had', async () => {
    const first = await urged();
    service.clock.advance(MINUTE);
    const from = service.clock.now().toISOString();
    const second = await urged();
    await round();
    const [newest] = await deliveries();
    expect(await ok(admin.post(`/api/v1/webhook-deliveries/${newest!.id}/replay`))).toEqual({ replayed: 1 });
    expect(await ok(admin.post(`/api/v1/webhook-deliveries/${newest!.id}/replay`))).toEqual({ replayed: 0 });
    await round();
    const range = { from, state: 'delivered' };
    expect(await ok(admin.post(`/api/v1/webhook-endpoints/${endpointId}/replays`, range))).toEqual({ replayed: 1 });
    await round();
    expect(receiver.ids).toEqual([first, second, second, second]);
  });

  it('sends again, under the same id, what was sent and not recorded', async () => {
    const log = app().get(DeliveryLog);
    const record = log.record.bind(log);
    log.record = () => Promise.reject(new Error('the process died'));
    const id = await urged();
    await round();
    log.record = record;
    await round();
    expect(receiver.ids).toEqual([id, id]);
    expect(await deliveries()).toMatchObject([{ state: 'delivered', attempts: 1 }]);
  });

  it('sends a test to this endpoint alone', async () => {
    await ok(admin.post(`/api/v1/webhook-endpoints/${endpointId}/test`));
    await service.settled();
    await round();
    expect(JSON.parse(receiver.received[0]!.body)).toMatchObject({
      type: 'webhook.test-requested.v1',
      data: { endpointId },
    });
  });

  it('disables an endpoint that is gone, and says so', async () => {
    receiver.answer = () => ({ status: 410 });
    await urged();
    await round();
    expect(await endpoint()).toMatchObject({ active: false, disabledBecause: 'gone' });
    await service.settled();
    expect(service.events('webhook.endpoint-disabled.v1').at(-1)!.data).toEqual({ endpointId, because: 'gone' });
    await urged();
    await round();
    expect(receiver.received).toHaveLength(1);
  });

  it('has a slow endpoint hold up no other', async () => {
    const slow = await HookReceiver.start();
    const released = Promise.withResolvers<void>();
    slow.answer = async () => {
      await released.promise;
      return { status: 204 };
    };
    await ok(admin.post('/api/v1/webhook-endpoints', { url: slow.url, eventTypes: ['ticket.*'] }));
    for (let count = 0; count < 30; count += 1) await urged();
    await app().get(WebhookSender).rounds.run();
    await eventually('the quick one has all', () => receiver.received.length === 30);
    expect(slow.received.length).toBeLessThanOrEqual(8);
    released.resolve();
    await app().get(EndpointLanes).idle();
    expect(slow.received).toHaveLength(30);
    await slow.stop();
  });

  it('refuses addresses inside, when they are given and when they are called', async () => {
    const give = async (url: string) =>
      (await admin.post<{ code: string }>('/api/v1/webhook-endpoints', { url, eventTypes: ['*'] })).body.code;
    expect(await give('http://169.254.169.254/latest')).toBe('address-not-outside');
    expect(await give('http://127.0.0.2/')).toBe('address-not-outside');
    expect(await give('ftp://hooks.example.com/')).toBe('validation-failed');
    await urged();
    await app().get(ConfigCentre).set('outside-addresses', '{}');
    await round();
    await app().get(ConfigCentre).set('outside-addresses', '{"tenants":{"acme":["127.0.0.1/32"]}}');
    expect(receiver.received).toEqual([]);
    const [{ id }] = (await deliveries()) as [Delivery];
    expect(await ok(admin.get(`/api/v1/webhook-deliveries/${id}`))).toMatchObject({
      history: [{ status: null, failure: 'address-not-outside' }],
    });
  });

  it('refuses what is no event, what was changed meanwhile, and who may not', async () => {
    const body = { url: receiver.url, eventTypes: ['ticket.vanished.v1'] };
    expect((await admin.post<{ code: string }>('/api/v1/webhook-endpoints', body)).body.code).toBe(
      'event-type-unknown',
    );
    const { version } = await endpoint();
    const change = (ifMatch: string) =>
      admin.put(
        `/api/v1/webhook-endpoints/${endpointId}`,
        { ...body, eventTypes: ['call.*'] },
        { 'if-match': ifMatch },
      );
    expect((await change(`"${version + 1}"`)).status).toBe(412);
    expect((await change(`"${version}"`)).status).toBe(200);
    const account = { login: 'mia', name: 'Mia', password: 'mia-password-1', roles: ['agent'] };
    await admin.post('/api/v1/accounts', account);
    const mia = await center.asPerson('acme', 'mia', 'mia-password-1');
    expect((await mia.get('/api/v1/webhook-endpoints')).status).toBe(403);
  });

  it('is forgotten a month after it was finished', async () => {
    await urged();
    await round();
    const { rounds } = app().get(OldWebhookDeliveries);
    await rounds.run();
    expect(await deliveries()).toHaveLength(1);
    service.clock.advance({ days: 31 });
    admin = await center.asPerson('acme');
    await rounds.run();
    expect(await deliveries()).toEqual([]);
  });

  it('takes up nothing for an endpoint that is disabled', async () => {
    await ok(admin.post(`/api/v1/webhook-endpoints/${endpointId}/disable`));
    await urged();
    expect(await deliveries()).toEqual([]);
    await ok(admin.post(`/api/v1/webhook-endpoints/${endpointId}/enable`));
    await urged();
    expect(await deliveries()).toHaveLength(1);
  });
});
