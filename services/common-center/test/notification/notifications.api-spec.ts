import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { routingSetupChanged } from '#libs/contracts/call-center/routing-setup-events';
import { ticketSlaBreached } from '#libs/contracts/ticket-center/sla-events';
import { ticketNotificationRequested } from '#libs/contracts/ticket-center/automation-events';
import * as ticket from '#libs/contracts/ticket-center/ticket-events';
import { ConfigCentre } from '#libs/discovery/config/config-centre';
import { newId } from '#libs/kernel/id';
import type { ApiClient } from '#libs/testing/api-client';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { SmsGateway } from '../../src/notification/channel/sms-gateway.js';
import { ChannelLanes } from '../../src/notification/delivery/channel-lanes.js';
import { NotificationLog } from '../../src/notification/delivery/notification-log.js';
import { NotificationRounds } from '../../src/notification/delivery/notification-rounds.js';
import { OldNotifications } from '../../src/notification/delivery/old-notifications.js';
import { commonCenter } from '../../src/service.js';
import { CommonCenterInTest, ok } from '../common-center-in-test.js';
import { HookReceiver } from '../hook-receiver.js';
import { Listener } from '#libs/testing/listener';

interface Told {
  id: string;
  seq: number;
  kind: string;
  reference: string | null;
  link: string | null;
  title: string;
  readAt: string | null;
}

const anId = () => newId(new Date());
const SECRET = 'a secret of the gateway';
const PASSWORD = 'a-long-password';

serviceOnEachEngine('common-center: notifications', (start) => {
  let center: CommonCenterInTest;
  let service: ServiceInTest;
  let admin: ApiClient;
  let mia: ApiClient;
  let miaId: string;
  let gateway: HookReceiver;
  let people = 0;

  beforeAll(async () => {
    gateway = await HookReceiver.start();
    service = await start(commonCenter, { tenants: ['acme', 'globex'] });
    const body = { phone: '{to}', message: { content: '{text}' }, ref: '{id}' };
    Object.assign(service.running.app.get(SmsGateway), { url: gateway.url, secret: SECRET, body });
    center = await CommonCenterInTest.of(service);
    await center.register('acme');
    const opened = { tenants: { acme: ['127.0.0.1/32'] } };
    await service.running.app.get(ConfigCentre).set('outside-addresses', JSON.stringify(opened));
  });
  afterAll(async () => {
    await service.stop();
    await gateway.stop();
  });

  beforeEach(async () => {
    admin = await center.asPerson('acme');
    [miaId, mia] = await person('agent');
    gateway.received.length = 0;
    gateway.answer = () => ({ status: 200 });
  });

  const app = () => service.running.app;
  async function person(role: string): Promise<[string, ApiClient]> {
    const login = `person-${(people += 1)}`;
    const account = { login, name: login, password: PASSWORD, roles: [role] };
    const { id } = await ok(admin.post<{ id: string }>('/api/v1/accounts', account));
    return [id, await center.asPerson('acme', login, PASSWORD)];
  }
  async function round(): Promise<void> {
    await app().get(NotificationRounds).rounds.run();
    await app().get(ChannelLanes).idle();
  }
  async function openTicket(): Promise<string> {
    const ticketId = anId();
    const opened = { ticketId, number: 'T-1', ticketType: 'return', customerId: anId(), interactionEventIds: [] };
    await service.publish(ticket.ticketOpened, { ...opened, taskId: null, priority: 'normal' }, { subject: ticketId });
    return ticketId;
  }
  const assign = (ticketId: string, assigneeId: string, id?: string) =>
    service.publish(ticket.ticketAssigned, { ticketId, assigneeId }, { subject: ticketId, ...(id && { id }) });
  const told = async (who: ApiClient, query = '') =>
    (await ok(who.get<{ items: Told[] }>(`/api/v1/notifications${query}`))).items;
  const count = (who: ApiClient) => ok(who.get<{ unread: number; lastSeq: number }>('/api/v1/notifications/count'));
  const wish = (who: ApiClient, wishes: object) => ok(who.put('/api/v1/notification-preferences', wishes));
  const deliveries = async (recipientId: string) => {
    type Row = { id: string; recipientId: string; channel: string; state: string; attempts: number; dueAt: string };
    const { items } = await ok(admin.get<{ items: Row[] }>('/api/v1/notification-deliveries?limit=200'));
    return items.filter((each) => each.recipientId === recipientId);
  };
  const sms = () =>
    gateway.received.map(({ body }) => (JSON.parse(body) as { message: { content: string } }).message.content);

  it('whoever gets a ticket is told of it, once however often the event comes, without anything set up', async () => {
    const ticketId = await openTicket();
    const id = await assign(ticketId, miaId);
    await assign(ticketId, miaId, id);
    expect(await told(mia)).toMatchObject([
      { kind: 'ticket-assigned', reference: 'T-1', link: `/tickets/${ticketId}`, title: 'Ticket T-1 is yours', seq: 1 },
    ]);
    expect(await count(mia)).toEqual({ unread: 1, lastSeq: 1 });
  });

  it('counts what is unread, and forgets what was read', async () => {
    const ticketId = await openTicket();
    for (let times = 0; times < 4; times += 1) await assign(ticketId, miaId);
    const [newest] = await told(mia);
    const read = () => ok(mia.post(`/api/v1/notifications/${newest!.id}/read`));
    expect(await read()).toEqual({ unread: 3, lastSeq: 4 });
    expect(await read()).toEqual({ unread: 3, lastSeq: 4 });
    expect(await ok(mia.post('/api/v1/notifications/read', { upTo: 2 }))).toEqual({ unread: 1, lastSeq: 4 });
    expect((await told(mia, '?unread=true')).map(({ seq }) => seq)).toEqual([3]);
    const first = await ok(mia.get<{ items: Told[]; next: string }>('/api/v1/notifications?limit=3'));
    expect(first.items.map(({ seq }) => seq)).toEqual([4, 3, 2]);
    expect((await told(mia, `?limit=3&cursor=${first.next}`)).map(({ seq }) => seq)).toEqual([1]);
    const [, other] = await person('agent');
    expect((await other.post(`/api/v1/notifications/${newest!.id}/read`)).status).toBe(404);
  });

  it('streams to every device, and what was missed to one that comes back', async () => {
    const ticketId = await openTicket();
    const stream = '/api/v1/notifications/stream';
    const [desk, phone] = [await Listener.of(mia, stream), await Listener.of(mia, stream)];
    expect(await desk.next()).toMatchObject({ type: 'unread', data: { unread: 0 } });
    await phone.next();
    await assign(ticketId, miaId);
    for (const device of [desk, phone]) {
      expect(await device.next()).toMatchObject({ type: 'notification', id: '1', data: { kind: 'ticket-assigned' } });
      expect(await device.next()).toMatchObject({ type: 'unread', data: { unread: 1 } });
    }
    phone.leave();
    await ok(mia.post('/api/v1/notifications/read', { upTo: 1 }));
    expect(await desk.next()).toMatchObject({ type: 'unread', data: { unread: 0 } });
    await assign(ticketId, miaId);
    await assign(ticketId, miaId);
    const again = await Listener.of(mia, stream, { 'last-event-id': '1' });
    expect([(await again.next()).id, (await again.next()).id]).toEqual(['2', '3']);
    again.leave();
    desk.leave();
  });

  it("tells the lead of the ticket's team of a breach, not before its time, and nobody else's", async () => {
    const [samId, sam] = await person('supervisor');
    const [, other] = await person('supervisor');
    const teamId = anId();
    const assignment = { kind: 'agent-assignment', id: samId, change: 'added', assignment: { teamId } } as const;
    await service.publish(routingSetupChanged, assignment);
    const ticketId = await openTicket();
    await service.publish(ticket.ticketTeamAssigned, { ticketId, teamId }, { subject: ticketId });
    await assign(ticketId, miaId);
    const notifyAt = new Date(service.clock.ms() + 600_000).toISOString();
    const clock = {
      ticketId,
      metric: 'resolution',
      teamId: null,
      instance: 1,
      policyId: anId(),
      policyVersion: 1,
    } as const;
    const breach = { ...clock, targetMs: 1, dueAt: notifyAt, notifyAt, breachedAt: service.clock.now().toISOString() };
    await service.publish(ticketSlaBreached, breach, { subject: ticketId });
    await round();
    expect(await told(sam)).toEqual([]);
    service.clock.advance({ minutes: 10 });
    await round();
    expect(await told(sam)).toMatchObject([{ kind: 'ticket-sla-breached' }]);
    expect((await told(mia)).map(({ kind }) => kind)).toEqual(['ticket-sla-breached', 'ticket-assigned']);
    expect((await told(other)).filter(({ link }) => link === `/tickets/${ticketId}`)).toEqual([]);
  });

  it('does not tell of what somebody can and wants to do without, and tells of the rest', async () => {
    await wish(mia, { channels: { 'ticket-assigned': [] } });
    const ticketId = await openTicket();
    await assign(ticketId, miaId);
    expect(await told(mia)).toEqual([]);
    const refused = { channels: { 'ticket-sla-breached': ['email'] } };
    expect((await mia.put<{ code: string }>('/api/v1/notification-preferences', refused)).body.code).toBe(
      'notification-kind-mandatory',
    );
    expect(
      (await mia.put<{ code: string }>('/api/v1/notification-preferences', { channels: { x: [] } })).body.code,
    ).toBe('notification-kind-unknown');
    await service.publish(
      ticket.ticketAttentionCalled,
      { ticketId, personId: miaId, why: 'urged' },
      { subject: ticketId },
    );
    expect(await told(mia)).toMatchObject([{ kind: 'ticket-attention' }]);
  });

  it('sends a short message with the number and the link, signed, in the words and language of the reader', async () => {
    const words = { subject: '【{reference}】请处理', text: '-' };
    await ok(admin.put('/api/v1/notification-templates/ticket-assigned/sms/zh-CN', words));
    await wish(mia, { locale: 'zh-CN', phone: '+8613800138000', channels: { 'ticket-assigned': ['sms'] } });
    const ticketId = await openTicket();
    await assign(ticketId, miaId);
    await round();
    const [{ body, headers }] = gateway.received as [(typeof gateway.received)[0]];
    expect(JSON.parse(body)).toMatchObject({
      phone: '+8613800138000',
      message: { content: `【T-1】请处理 http://acme.localhost:8080/tickets/${ticketId}` },
    });
    const signed = createHmac('sha256', SECRET)
      .update(`${String(headers['x-timestamp'])}.${body}`)
      .digest('hex');
    expect(headers['x-signature']).toBe(signed);
    const [delivery] = await deliveries(miaId);
    expect(headers['idempotency-key']).toBe(delivery!.id);
    expect(JSON.stringify(delivery)).not.toContain('138');
  });

  it('tries again, gives up at what is refused for good, and says how each attempt went', async () => {
    await wish(mia, { phone: '+8613800138001', channels: { 'ticket-assigned': ['sms'] } });
    gateway.answer = () => ({ status: 503 });
    await assign(await openTicket(), miaId);
    await round();
    await round();
    expect(gateway.received).toHaveLength(1);
    service.clock.advance(12_000);
    gateway.answer = () => ({ status: 400 });
    await round();
    const [delivery] = await deliveries(miaId);
    expect(delivery).toMatchObject({ state: 'failed', attempts: 2, dueAt: null });
    const { history } = await ok(
      admin.get<{ history: { outcome: string }[] }>(`/api/v1/notification-deliveries/${delivery!.id}`),
    );
    expect(history.map(({ outcome }) => outcome)).toEqual(['http-503', 'http-400']);
    gateway.answer = () => ({ status: 200 });
    await ok(admin.post(`/api/v1/notification-deliveries/${delivery!.id}/replay`));
    await round();
    expect(await deliveries(miaId)).toMatchObject([{ state: 'delivered' }]);
  });

  it('sends again, under the same id, what was sent and not recorded', async () => {
    await wish(mia, { phone: '+8613800138002', channels: { 'ticket-assigned': ['sms'] } });
    await assign(await openTicket(), miaId);
    const log = app().get(NotificationLog);
    const record = log.record.bind(log);
    log.record = () => Promise.reject(new Error('the process died'));
    await round();
    log.record = record;
    await round();
    await round();
    const keys = gateway.received.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it('leaves people alone in their quiet hours, whatever the feed shows meanwhile', async () => {
    service.clock.set('2026-12-24T15:30:00Z');
    [admin, mia] = [await center.asPerson('acme'), await center.asPerson('acme', `person-${people}`, PASSWORD)];
    const quiet = { timeZone: 'Asia/Shanghai', quietFrom: '22:00', quietTo: '08:00', phone: '+8613800138003' };
    await wish(mia, { ...quiet, channels: { 'ticket-assigned': ['in-app', 'sms'] } });
    await assign(await openTicket(), miaId);
    await round();
    expect(await told(mia)).toHaveLength(1);
    expect(sms()).toEqual([]);
    expect(await deliveries(miaId)).toMatchObject([{ dueAt: '2026-12-25T00:00:00.000Z' }]);
    service.clock.set('2026-12-25T00:00:00Z');
    await round();
    expect(sms()).toHaveLength(1);
  });

  it('gathers what can wait into one message', async () => {
    await wish(mia, { digest: 'hourly', phone: '+8613800138004', channels: { 'ticket-assigned': ['sms'] } });
    for (let times = 0; times < 3; times += 1) await assign(await openTicket(), miaId);
    await round();
    expect(sms()).toEqual([]);
    service.clock.advance({ hours: 1 });
    admin = await center.asPerson('acme');
    await round();
    expect(sms()).toEqual(['3 notifications']);
    expect((await deliveries(miaId)).map(({ state }) => state)).toEqual(['delivered', 'delivered', 'delivered']);
  });

  it('tells the robot of a team, as JSON of its own kind, and no address inside', async () => {
    const robot = await HookReceiver.start();
    const teamId = anId();
    const hooks = `/api/v1/teams/${teamId}/notification-hooks`;
    const body = { msgtype: 'text', text: { content: '{subject} {link}' } };
    const hook = await ok(admin.post<{ id: string }>(hooks, { name: 'chat', url: robot.url, body }));
    expect(JSON.stringify(await ok(admin.get(hooks)))).not.toContain(robot.url);
    const ticketId = await openTicket();
    await service.publish(ticket.ticketTeamAssigned, { ticketId, teamId }, { subject: ticketId });
    await assign(ticketId, miaId);
    await round();
    expect(robot.received.map((each) => JSON.parse(each.body) as unknown)).toEqual([
      { msgtype: 'text', text: { content: `Ticket T-1 is yours http://acme.localhost:8080/tickets/${ticketId}` } },
    ]);
    await ok(admin.delete(`${hooks}/${hook.id}`));
    const inside = { name: 'chat', url: 'http://10.0.0.1/hook', body };
    expect((await admin.post<{ code: string }>(hooks, inside)).body.code).toBe('address-not-outside');
    expect((await mia.post(hooks, { name: 'chat', url: robot.url, body })).status).toBe(403);
    await robot.stop();
  });

  it('words what a rule asks for by the template it names, once and not before its time', async () => {
    const words = { subject: 'VIP {reference}', text: 'Call them.' };
    await ok(admin.put('/api/v1/notification-templates/vip/in-app/en', words));
    expect(await ok(admin.put('/api/v1/notification-templates/vip/in-app/en', words))).toMatchObject({ version: 2 });
    const ticketId = await openTicket();
    const asked = { notificationId: anId(), ticketId, people: [miaId], deliverAt: service.clock.now().toISOString() };
    await service.publish(ticketNotificationRequested, { ...asked, template: 'vip' }, { subject: ticketId });
    await service.publish(ticketNotificationRequested, { ...asked, template: 'unheard-of' }, { subject: ticketId });
    expect((await told(mia)).map(({ title }) => title)).toEqual(['About ticket T-1', 'VIP T-1']);
  });

  it('is forgotten three months after, when it was read', async () => {
    for (let times = 0; times < 2; times += 1) await assign(await openTicket(), miaId);
    await ok(mia.post('/api/v1/notifications/read', { upTo: 1 }));
    service.clock.advance({ days: 91 });
    await app().get(OldNotifications).rounds.run();
    mia = await center.asPerson('acme', `person-${people}`, PASSWORD);
    expect((await told(mia)).map(({ seq }) => seq)).toEqual([2]);
    expect(await count(mia)).toEqual({ unread: 1, lastSeq: 2 });
  });
});
