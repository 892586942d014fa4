import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { callbackRequested, ivrSessionEnded } from '#libs/contracts/call-center/call-events';
import { newId } from '#libs/kernel/id';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { StubRefusal } from '#libs/testing/doubles/stub-service';
import { callCenter } from '../../src/service.js';
import { IvrSweep } from '../../src/ivr/sweep/ivr-sweep.js';
import { HANG_UP, IvrLine, OrderSystem, press, say, SILENCE, type StepAnswer } from './ivr-line.js';

const PERMISSIONS = ['ivr:*', 'contact:*', 'interaction-event:*', 'pre-check-rule:*', 'queue:*', 'recording:*'];

describe('call-center: a dialogue on the flow every tenant begins with', () => {
  let service: ServiceInTest;
  let client: ApiClient;
  let line: IvrLine;
  let orders: OrderSystem;
  let known: Record<string, string>;
  let faultRule: string;

  beforeAll(async () => {
    service = await startForTest(callCenter);
    await service.openLoopback();
    orders = await OrderSystem.start();
    const common = await service.remote('common-center');
    common.answers('POST', '/api/v1/customers/identify', (body) => {
      const id = known[(body as { phone: string }).phone];
      if (id === undefined) throw new StubRefusal(404, { code: 'customer-not-found', detail: 'Nobody.' });
      return { id };
    });
  });
  beforeEach(async () => {
    await aDay('2026-11-23T09:00:00Z');
    known = { '13800000001': newId(new Date()) };
    orders.status = 200;
    orders.gate = Promise.resolve();
    orders.asked.length = 0;
    await connect(orders.url);
    const rule = { position: 1, type: 'fault-report', topic: 'fault', answer: 'Restart the modem.', active: true };
    faultRule = (await client.post<{ id: string }>('/api/v1/pre-check-rules', rule)).body.id;
  });
  afterEach(() => client.delete(`/api/v1/pre-check-rules/${faultRule}`));
  afterAll(async () => {
    await service.stop();
    await orders.stop();
  });

  /** Tokens live shorter than the clock moves. */
  const aDay = async (instant: string) => {
    service.clock.set(instant);
    client = await service.as(...PERMISSIONS);
    line = new IvrLine(client, '10000');
  };
  const connect = (baseUrl: string | null, timeoutMs = 1_000) =>
    client.put('/api/v1/ivr/connectors/order-system', { baseUrl, timeoutMs });
  const contact = async ({ contactId }: StepAnswer) =>
    (await client.get<Record<string, unknown>>(`/api/v1/contacts/${contactId}`)).body;
  const demandsOf = async ({ contactId }: StepAnswer) =>
    (await client.get<{ items: unknown[] }>(`/api/v1/interaction-events?contactId=${contactId}`)).body.items;
  const inEnglish = async () => line.then(await line.call(), press('2'));

  it('begins with a contact of the caller, says welcome and asks for the language', async () => {
    const { status, body } = await line.start();
    expect(status).toBe(201);
    expect(body).toMatchObject({
      next: 1,
      instruction: {
        language: 'zh-CN',
        say: ['欢迎致电。', '中文服务请按 1，for English press 2.'],
        then: { do: 'ask', maxDigits: 1, timeoutSeconds: 7 },
      },
    });
    expect(await contact(body)).toMatchObject({
      channel: 'voice',
      direction: 'inbound',
      address: '13800000001',
      status: 'waiting',
    });
  });

  it('starts a call once, however often it is sent, and refuses it with another body', async () => {
    const first = await line.start({ callId: 'once' });
    const again = await line.start({ callId: 'once' });
    const other = await line.start({ callId: 'once', caller: '13900000000' });
    expect(again.body).toEqual(first.body);
    expect([other.status, other.body]).toMatchObject([422, { code: 'ivr-call-started-otherwise' }]);
  });

  it('starts a call once when it is sent several times at the same time', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => line.call({ callId: 'at-once' })));
    expect(new Set(answers.map(({ contactId }) => contactId)).size).toBe(1);
    expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1);
  });

  it('refuses a call where no flow answers', async () => {
    expect(await line.start({ entryPoint: '4711' })).toMatchObject({
      status: 404,
      body: { code: 'ivr-entry-point-not-found' },
    });
  });

  it('goes on in the language that was chosen, or that the channel knows already', async () => {
    expect((await inEnglish()).instruction).toMatchObject({ language: 'en', say: [expect.stringMatching(/Press 1/)] });
    expect((await line.call({ language: 'en' })).instruction).toMatchObject({ language: 'en' });
    expect((await line.call({ language: 'fr' })).instruction).toMatchObject({ language: 'zh-CN' });
  });

  it('asks again as often as the node says, then goes on where it says', async () => {
    const once = await line.then(await inEnglish(), press('9'));
    expect(once.instruction.say).toEqual(['Sorry, I did not get that.', expect.stringMatching(/Press 1/)]);
    const spent = await line.then(once, SILENCE, press('7'));
    expect(spent.instruction.then.do).toBe('queue');
  });

  it('understands what is spoken', async () => {
    const answer = await line.then(await inEnglish(), say('I want to talk to an Agent, please'));
    expect(answer.instruction.then.do).toBe('queue');
  });

  describe('whose fault the pre-check knows', () => {
    it('identifies the caller, says the answer and ends self-served, with the demand closed', async () => {
      const end = await line.then(await inEnglish(), press('1'));
      expect(end).toMatchObject({
        next: null,
        instruction: { say: ['Restart the modem.', 'Goodbye.'], then: { do: 'hang-up' } },
      });
      expect(await contact(end)).toMatchObject({
        status: 'ended',
        outcome: 'self-served',
        customerId: known['13800000001'],
      });
      expect(await demandsOf(end)).toMatchObject([{ type: 'fault-report', topic: 'fault', outcome: 'solved-online' }]);
      expect(await line.session(end.sessionId)).toMatchObject({
        contained: true,
        exit: 'hung-up',
        exitNode: 'goodbye',
      });
    });

    it('tells that it was contained', async () => {
      const { sessionId, contactId } = await line.then(await inEnglish(), press('1'));
      await service.settled();
      const [told] = service.events(ivrSessionEnded.type).filter(({ subject }) => subject === sessionId);
      expect(told!.data).toMatchObject({ contactId, exit: 'hung-up', node: 'goodbye', contained: true });
    });

    it('says the answer to somebody unknown as well, and records no demand', async () => {
      known = {};
      const end = await line.then(await inEnglish(), press('1'));
      expect(end.instruction.say[0]).toBe('Restart the modem.');
      expect(await demandsOf(end)).toEqual([]);
    });
  });

  describe('who wants a person', () => {
    it('is identified and pre-checked first, then waits in the queue', async () => {
      const end = await line.then(await inEnglish(), press('0'));
      expect(end).toMatchObject({ next: null, instruction: { then: { do: 'queue' } } });
      expect(await contact(end)).toMatchObject({ status: 'waiting', customerId: known['13800000001'] });
      expect(await demandsOf(end)).toMatchObject([{ type: 'enquiry', topic: 'other', status: 'referred' }]);
      expect(await line.session(end.sessionId)).toMatchObject({
        contained: false,
        exit: 'queued',
        asked: { for: 'queue', queueId: end.instruction.then.queueId, attributes: { language: 'en' } },
      });
      await eventually('routing has it', async () => {
        const { queueId } = (await contact(end)) as { queueId: string | null };
        return queueId === end.instruction.then.queueId;
      });
    });

    it('gets no person when a rule solves it', async () => {
      const rule = { position: 2, type: 'enquiry', topic: 'other', answer: 'All is on our site.', active: true };
      const { id } = (await client.post<{ id: string }>('/api/v1/pre-check-rules', rule)).body;
      const end = await line.then(await inEnglish(), press('0'));
      await client.delete(`/api/v1/pre-check-rules/${id}`);
      expect(end.instruction).toMatchObject({ say: ['All is on our site.'], then: { do: 'hang-up' } });
      expect(await contact(end)).toMatchObject({ status: 'ended', outcome: 'self-served' });
      expect(await line.session(end.sessionId)).toMatchObject({ contained: true, exit: 'solved', exitNode: 'agent' });
    });

    it('waits in the queue unknown when nobody can say who calls', async () => {
      known = {};
      const end = await line.then(await inEnglish(), press('0'));
      expect(end.instruction.then.do).toBe('queue');
      expect(await contact(end)).toMatchObject({ status: 'waiting', customerId: null });
    });

    it('is asked to leave a message outside business hours, which somebody is to call back for', async () => {
      await aDay('2026-11-28T09:00:00Z');
      const asked = await line.then(await inEnglish(), press('0'));
      expect(asked.instruction).toMatchObject({
        say: [expect.stringMatching(/closed/)],
        then: { do: 'record', maxSeconds: 120 },
      });
      const wrong = await line.step(asked.sessionId, asked.next!, { kind: 'recorded', recordingId: newId(new Date()) });
      expect([wrong.status, wrong.body.code]).toEqual([404, 'recording-not-found']);
      const recordingId = await aRecordingOf(asked, client);
      const end = await line.then(asked, { kind: 'recorded', recordingId });
      expect(end.instruction).toMatchObject({ say: ['Goodbye.'], then: { do: 'hang-up' } });
      const session = await line.session(end.sessionId);
      expect(session).toMatchObject({ contained: false, asked: { for: 'callback', recordingId } });
      expect(await contact(end)).toMatchObject({ status: 'waiting' });
      await service.settled();
      const told = service.events(callbackRequested.type).filter(({ subject }) => subject === end.sessionId);
      expect(told.map(({ data }) => data)).toMatchObject([
        { contactId: end.contactId, customerId: known['13800000001'], recordingId },
      ]);
    });
  });

  it('is called back in another contact when the call ended before its message was reported', async () => {
    await aDay('2026-11-28T09:00:00Z');
    const asked = await line.then(await inEnglish(), press('0'));
    expect(asked.instruction.then).toMatchObject({ do: 'record' });
    const recordingId = await aRecordingOf(asked, client);
    const desk = await service.asCaller({ subject: 'switch', kind: 'client' }, 'contact:*');
    expect((await desk.post(`/api/v1/contacts/${asked.contactId}/end`, { outcome: 'abandoned' })).status).toBe(204);
    const end = await line.then(asked, { kind: 'recorded', recordingId });
    await service.settled();
    const { asked: wanted } = await line.session(end.sessionId);
    expect(wanted).toMatchObject({ for: 'callback', contactId: expect.not.stringMatching(end.contactId) });
    const { body: next } = await desk.get(`/api/v1/contacts/${String(wanted!.contactId)}`);
    expect(next).toMatchObject({ status: 'waiting', queueId: wanted!.queueId, callback: { state: 'promised' } });
    expect(await contact(end)).toMatchObject({ status: 'ended', outcome: 'abandoned' });
  });

  describe('about an order', () => {
    const order = async () => line.then(await line.call(), press('2'), press('2'));

    it('is answered by the order system', async () => {
      const end = await line.then(await order(), press('12345#'));
      expect(end.instruction.say).toEqual(['Your order: on its way.', 'Goodbye.']);
      expect(orders.asked).toMatchObject([{ body: { number: '12345' } }]);
    });

    it.each([
      ['is down', () => connect('http://127.0.0.1:1')],
      ['refuses', async () => void (orders.status = 422)],
      ['fails', async () => void (orders.status = 500)],
      ['is too slow', () => ((orders.gate = new Promise(() => {})), connect(orders.url, 100))],
      ['is not connected', () => connect(null)],
    ])('goes its other way when the order system %s', async (_, happen) => {
      await happen();
      const end = await line.then(await order(), press('12345'));
      expect(end.instruction).toMatchObject({
        say: ['We cannot look up orders right now.'],
        then: { do: 'queue' },
      });
    });

    it('is answered by an interface of the common centre, or by a diagnosis about the contact', async () => {
      const common = await service.remote('common-center');
      const through = (reaches: object) =>
        client.put('/api/v1/ivr/connectors/order-system', { reaches, timeoutMs: 1_000 });
      let outcome = 'answered';
      const answer = () => ({ outcome, result: { status: 'lost' }, code: null, cached: false, tookMs: 1 });
      common.answers('POST', '/internal/interfaces/orders/operations/order-status/calls', answer);
      await through({ kind: 'interface', code: 'orders' });
      expect((await line.then(await order(), press('12345#'))).instruction.say[0]).toBe('Your order: lost.');
      expect(common.asked.at(-1)!.body).toMatchObject({ arguments: { number: '12345' }, caller: 'ivr', version: null });
      outcome = 'failed';
      expect((await line.then(await order(), press('12345#'))).instruction.then.do).toBe('queue');
      const verdict = { runId: newId(new Date()), verdict: 'x', severity: 'ok', findings: [], action: null, steps: {} };
      common.answers('POST', '/internal/diagnoses/order-status/runs', () => verdict);
      await through({ kind: 'diagnoses' });
      const end = await line.then(await order(), press('12345#'));
      expect(common.asked.at(-1)!.body).toMatchObject({
        input: { number: '12345' },
        caller: 'ivr',
        subject: end.contactId,
      });
      expect(orders.asked).toEqual([]);
    });

    it('asks the order system under one key, however often the step is sent', async () => {
      let open!: () => void;
      orders.gate = new Promise((resolve) => (open = resolve));
      const asked = await order();
      const sent = [1, 2, 3].map(() => line.step(asked.sessionId, asked.next!, press('12345')));
      await eventually('all three have asked', async () => orders.asked.length === 3);
      open();
      const answers = await Promise.all(sent);
      expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
      expect(answers[0]!.status).toBe(200);
      expect(new Set(orders.asked.map(({ key }) => key)).size).toBe(1);
    });

    it('holds no transaction while the order system thinks', async () => {
      let open!: () => void;
      orders.gate = new Promise((resolve) => (open = resolve));
      const asked = await order();
      const sent = line.step(asked.sessionId, asked.next!, press('12345'));
      await eventually('it was asked', async () => orders.asked.length === 1);
      await expect(line.call()).resolves.toMatchObject({ next: 1 });
      open();
      expect((await sent).status).toBe(200);
    });
  });

  describe('of one step', () => {
    it('gives the same answer to the same input, also later, and refuses another', async () => {
      const first = await line.call();
      const chosen = await line.step(first.sessionId, 1, press('2'));
      await line.step(first.sessionId, 2, press('9'));
      expect((await line.step(first.sessionId, 1, press('2'))).body).toEqual(chosen.body);
      const other = await line.step(first.sessionId, 1, press('1'));
      expect([other.status, other.body.code]).toEqual([422, 'ivr-step-taken-otherwise']);
    });

    it('refuses a step that is ahead, and any behind the end', async () => {
      const first = await line.call();
      const ahead = await line.step(first.sessionId, 2, press('2'));
      expect([ahead.status, ahead.body.code]).toEqual([409, 'ivr-step-ahead']);
      await line.then(first, HANG_UP);
      const behind = await line.step(first.sessionId, 2, press('2'));
      expect([behind.status, behind.body.code]).toEqual([409, 'ivr-session-ended']);
    });

    it('refuses what it does not wait for, and waits on', async () => {
      const first = await line.call();
      const wrong = await line.step(first.sessionId, 1, { kind: 'recorded', recordingId: newId(new Date()) });
      expect([wrong.status, wrong.body.code]).toEqual([422, 'ivr-input-unexpected']);
      expect((await line.step(first.sessionId, 1, press('1'))).status).toBe(200);
    });

    it('takes one of two inputs that come at the same time', async () => {
      const first = await line.call();
      const answers = await Promise.all(['1', '2'].map((key) => line.step(first.sessionId, 1, press(key))));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
    });
  });

  it('ends with a caller who hangs up: abandoned, though nobody was asked for', async () => {
    const end = await line.then(await line.call(), HANG_UP);
    expect(end).toMatchObject({ next: null, instruction: { then: { do: 'hang-up' } } });
    expect(await contact(end)).toMatchObject({ status: 'ended', outcome: 'abandoned' });
    expect(await line.session(end.sessionId)).toMatchObject({
      contained: true,
      exit: 'caller-hung-up',
      exitNode: 'language',
    });
  });

  it('that nobody leads any more is ended after half an hour, and its contact with it', async () => {
    const left = await line.call();
    const queued = await line.then(await inEnglish(), press('0'));
    await aDay('2026-11-23T09:30:00Z');
    await service.running.app.get(IvrSweep).rounds.run();
    expect(await line.session(left.sessionId)).toMatchObject({ exit: null });
    await aDay('2026-11-23T09:31:00Z');
    await service.running.app.get(IvrSweep).rounds.run();
    expect(await line.session(left.sessionId)).toMatchObject({
      exit: 'failed',
      exitNode: 'language',
      contained: false,
    });
    expect(await contact(left)).toMatchObject({ status: 'ended', outcome: 'abandoned' });
    expect((await line.step(left.sessionId, 1, press('1'))).body.code).toBe('ivr-session-ended');
    expect(await contact(queued)).toMatchObject({ status: 'waiting' });
  });

  it('is led by those who may', async () => {
    const stranger = new IvrLine(await service.as('ivr:read'), '10000');
    expect((await stranger.start()).status).toBe(403);
  });
});

async function aRecordingOf({ contactId }: StepAnswer, client: ApiClient): Promise<string> {
  const content = Buffer.from('a message');
  const { body } = await client.post<{ id: string }>('/api/v1/recordings', {
    contactId,
    kind: 'voice',
    startedAt: '2026-11-28T08:59:00Z',
    endedAt: '2026-11-28T08:59:09Z',
    contentType: 'audio/wav',
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
  });
  return body.id;
}
