import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { processAlertCleared, processAlertRaised } from '#libs/contracts/ticket-center/process-alert-events';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import type { Span } from '#libs/testing/fake-clock';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { StubRefusal, type StubService } from '#libs/testing/doubles/stub-service';
import { AlertWatch } from '../../src/process-alert/alert-watch.js';
import { AlertRuleService } from '../../src/process-alert/process-alert-rule.service.js';
import { ProcessAlerts } from '../../src/process-alert/process-alerts.js';
import { Processes } from '../../src/process/process.api.js';
import { StatisticFold } from '../../src/process/statistics/statistic-fold.js';
import { ProcessWorkers } from '../../src/process/workers/process-workers.js';
import { TimerWorker } from '../../src/process/workers/timer-worker.js';
import { ticketCenter } from '../../src/service.js';
import { published } from '../process-definition/processes-in-a-spec.js';

const call = (id: string, connector: string) => `<serviceTask id="${id}"><extensionElements>
    <sb:call connector="${connector}" effect="write"><sb:retry attempts="1"/></sb:call>
    <sb:input target="action" value="&quot;do&quot;"/></extensionElements></serviceTask>`;
/** Pays, then books. */
const PAYOUT = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:sb="urn:switchboard:bpmn:1"
  targetNamespace="urn:test"><process id="payout" isExecutable="true">
  <startEvent id="start"/>${call('pay', 'bank')}${call('book', 'ledger')}<endEvent id="end"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="pay"/>
  <sequenceFlow id="f2" sourceRef="pay" targetRef="book"/>
  <sequenceFlow id="f3" sourceRef="book" targetRef="end"/>
</process></definitions>`;
/** An hour passes. */
const NAP = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:sb="urn:switchboard:bpmn:1"
  targetNamespace="urn:test"><process id="nap" isExecutable="true">
  <startEvent id="start"/>
  <intermediateCatchEvent id="hour"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>
  </intermediateCatchEvent><endEvent id="end"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="hour"/><sequenceFlow id="f2" sourceRef="hour" targetRef="end"/>
</process></definitions>`;

const EVERYWHERE = [0, 1, 2, 3, 4, 5, 6, 7];

interface Rule {
  readonly id: string;
  readonly version: number;
  readonly alert: string | null;
  readonly code: string;
}
interface Alert {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly recipients: { readonly accounts: string[] };
}

describe('thresholds on processes', () => {
  let service: ServiceInTest;
  let lea: ApiClient;
  let bank: StubService;
  let ledger: StubService;
  let runs = 0;

  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    await service.openLoopback();
    bank = await service.remote('bank');
    ledger = await service.remote('ledger');
    lea = await service.asCaller({ subject: 'lea' }, '*');
    await lea.put('/api/v1/connectors/bank', { baseUrl: bank.url });
    await lea.put('/api/v1/connectors/ledger', { baseUrl: ledger.url });
    for (const bpmn of [PAYOUT, NAP]) expect(await published(lea, bpmn)).toMatchObject({ status: 200 });
    ledger.answers('POST', '/actions/do', () => ({}));
  });
  afterAll(() => service.stop());
  beforeEach(async () => {
    const { body } = await lea.get<{ items: Rule[] }>('/api/v1/process-alert-rules');
    for (const { id, version } of body.items) await remove(id, version);
    const filter = { definition: 'payout' };
    await lea.post('/api/v1/process-operations', { action: { type: 'cancel' }, filter, reason: 'a new test' });
    await incidents(0);
    await pass({ hours: 3 });
  });

  /** Tokens run out as it does. */
  const pass = async (span: Span) => {
    service.clock.advance(span);
    lea = await service.asCaller({ subject: 'lea' }, '*');
  };
  const remove = (id: string, version: number) =>
    lea.delete(`/api/v1/process-alert-rules/${id}`, { 'if-match': `"${version}"` });
  const watching = (name: string, rule: object) =>
    lea.post<Rule>('/api/v1/process-alert-rules', {
      ...{ name, comparison: 'above', recipients: { accounts: ['mia'] } },
      ...rule,
    });
  const look = () => service.running.app.get(AlertWatch).rounds.run();
  const start = (definition: string, times = 1) =>
    runAsTenant('acme', async () => {
      for (let run = 0; run < times; run++)
        await service.running.app.get(Processes).start(`run-${runs++}`, { definition, variables: {} });
    });
  const incidents = (open: number) =>
    eventually(`${open} incidents are open`, async () => {
      const { body } = await lea.get<{ incidents: { open: number } }>('/api/v1/process-monitoring');
      return body.incidents.open === open;
    });
  const bankIsClosed = () =>
    bank.answers('POST', '/actions/do', () => {
      throw new StubRefusal(409, { code: 'closed' });
    });
  const stuck = async (times: number, open: number) => {
    bankIsClosed();
    await start('payout', times);
    await incidents(open);
  };
  const retryOne = async (left: number) => {
    bank.answers('POST', '/actions/do', () => ({}));
    const { body } = await lea.get<{ items: { id: string }[] }>('/api/v1/process-instances?withIncident=true');
    const repair = { action: { type: 'retry' }, reason: 'the bank is open' };
    await lea.post(`/api/v1/process-instances/${body.items[0]!.id}/repairs`, repair);
    await incidents(left);
  };
  const alertsOf = async (name: string) => {
    const { body } = await lea.get<{ items: Alert[] }>('/api/v1/process-alerts');
    return body.items.filter((alert) => alert.name === name);
  };
  const statesOf = async (name: string) => (await alertsOf(name)).map(({ state }) => state);
  const toldOf = (rule: string) =>
    service
      .events()
      .filter(({ data }) => data.rule === rule)
      .map(({ type }) => type);

  it('a storm of incidents raises one alert, clears it when it is over, and raises another when it comes again', async () => {
    await watching('storm', { metric: 'incidents-open', value: 2, clearValue: 1, pause: 'PT10M' });
    await stuck(2, 2);
    await look();
    expect(await statesOf('storm')).toEqual([]);
    await stuck(1, 3);
    await look();
    await look();
    expect(await statesOf('storm')).toEqual(['raised']);
    await retryOne(2);
    await look();
    expect(await statesOf('storm')).toEqual(['raised']);
    await retryOne(1);
    await look();
    expect(await statesOf('storm')).toEqual(['cleared']);

    await stuck(2, 3);
    await look();
    expect(await statesOf('storm')).toEqual(['cleared']);
    await pass({ minutes: 10 });
    await look();
    expect(await statesOf('storm')).toEqual(['raised', 'cleared']);
    await service.settled();
    const raised = processAlertRaised.type;
    expect(toldOf('storm')).toEqual([raised, processAlertCleared.type, raised]);
  });

  it('says what was measured where, and whom it is for', async () => {
    const recipients = { accounts: ['mia', 'li'], role: 'duty' };
    (await service.remote('common-center')).answers('GET', '/internal/roles/duty/members', () => ({
      accounts: ['li', 'otto'],
    }));
    const { body: rule } = await watching('told', {
      metric: 'incidents-open',
      definition: 'payout',
      value: 0,
      recipients,
    });
    await stuck(1, 1);
    await look();
    await service.settled();
    const [alert] = await alertsOf('told');
    expect(service.events(processAlertRaised.type).at(-1)!.data).toEqual({
      ...{
        alertId: alert!.id,
        ruleId: rule.id,
        rule: 'told',
        metric: 'incidents-open',
        definition: 'payout',
        node: null,
      },
      ...{ comparison: 'above', threshold: 0, value: 1, recipients: ['mia', 'li', 'otto'], role: 'duty' },
    });
    const mine = async (subject: string) => {
      const person = await service.asCaller({ subject }, 'process-alert:read');
      const { body } = await person.get<{ items: Alert[] }>('/api/v1/process-alerts?recipient=me&state=raised');
      return body.items.map(({ name }) => name);
    };
    expect(await Promise.all(['mia', 'li', 'otto', 'lea'].map(mine))).toEqual([['told'], ['told'], ['told'], []]);
    const ofRole = await lea.get('/api/v1/process-alerts?role=duty');
    expect(ofRole.body).toMatchObject({ items: [{ id: alert!.id }], next: null });
    expect(await lea.get(`/api/v1/process-alerts/${alert!.id}`)).toMatchObject({ status: 200, body: { threshold: 0 } });
  });

  it('those who are named are told also while nobody knows who has the role', async () => {
    (await service.remote('common-center')).answers('GET', '/internal/roles/duty/members', () => {
      throw new StubRefusal(500, { code: 'broken' });
    });
    await watching('alone', { metric: 'incidents-open', value: 0, recipients: { accounts: ['mia'], role: 'duty' } });
    await stuck(1, 1);
    await look();
    expect(await alertsOf('alone')).toMatchObject([
      { state: 'raised', recipients: { accounts: ['mia'], role: 'duty' } },
    ]);
  });

  it('are told to a thousand who have a role, and not to more than an event can name', async () => {
    const accounts = Array.from({ length: 1_500 }, () => crypto.randomUUID());
    (await service.remote('common-center')).answers('GET', '/internal/roles/duty/members', () => ({ accounts }));
    await watching('crowd', { metric: 'incidents-open', value: 0, recipients: { role: 'duty' } });
    await stuck(1, 1);
    await look();
    expect((await alertsOf('crowd'))[0]!.recipients.accounts).toEqual(accounts.slice(0, 1_000));
  });

  it('are those of one node alone, where they say so', async () => {
    const of = { metric: 'incidents-open', definition: 'payout', value: 0 };
    await watching('paying', { ...of, node: 'pay' });
    await watching('booking', { ...of, node: 'book' });
    await watching('napping', { ...of, definition: 'nap' });
    await stuck(1, 1);
    await look();
    expect([await statesOf('paying'), await statesOf('booking'), await statesOf('napping')]).toEqual([
      ['raised'],
      [],
      [],
    ]);
  });

  it('are crossed once, however many look', async () => {
    const { body } = await watching('once', { metric: 'incidents-open', value: 0 });
    const { app } = service.running;
    await runAsTenant('acme', async () => {
      const rule = await app.get(AlertRuleService).get(body.id);
      const alerts = app.get(ProcessAlerts);
      await Promise.all([alerts.raise(rule, 1, ['mia']), alerts.raise(rule, 1, ['mia'])]);
      expect(await statesOf('once')).toEqual(['raised']);
      const raised = await app.get(AlertRuleService).get(body.id);
      await Promise.all([alerts.clear(raised, 0), alerts.clear(raised, 0)]);
    });
    await service.settled();
    expect(toldOf('once')).toEqual([processAlertRaised.type, processAlertCleared.type]);
  });

  it('watch rates, shares and durations of the last minutes', async () => {
    bank.answers('POST', '/actions/do', () => ({}));
    const payout = { definition: 'payout', window: 'PT5M' };
    await watching('busy', { metric: 'started-rate', value: 0.5, ...payout });
    await watching('idle', { metric: 'ended-rate', comparison: 'below', value: 0.1, ...payout });
    await watching('slow', { metric: 'duration-p95', value: 60, ...payout });
    await watching('slow-pay', { metric: 'duration-p95', node: 'pay', value: 60, ...payout });
    await watching('slow-book', { metric: 'duration-p95', node: 'book', value: 60, ...payout });
    await watching('failing', { metric: 'failure-share', node: 'pay', value: 0.2, ...payout });
    await watching('storming', { metric: 'incident-rate', value: 0.5, ...payout });
    const raised = async () => {
      await look();
      const { body } = await lea.get<{ items: Alert[] }>('/api/v1/process-alerts?state=raised');
      return body.items.map(({ name }) => name).sort();
    };
    expect(await raised()).toEqual(['idle']);
    await stuck(3, 3);
    expect(await raised()).toEqual(['busy', 'idle', 'storming']);
    await pass({ minutes: 5, seconds: 1 });
    for (const left of [2, 1, 0]) await retryOne(left);
    await eventually('all have ended', async () => {
      const { body } = await lea.get<{ items: object[] }>('/api/v1/process-instances?definition=payout&state=active');
      return body.items.length === 0;
    });
    await runAsTenant('acme', () => service.running.app.get(StatisticFold).fold(100));
    expect(await raised()).toEqual(['failing', 'slow', 'slow-pay']);
    await pass({ minutes: 7 });
    expect(await raised()).toEqual(['idle']);
  });

  describe('as rules', () => {
    it('are changed by who knows what they say', async () => {
      const { body: rule, status } = await watching('rule', { metric: 'timer-lag', value: 60 });
      expect(status).toBe(201);
      const path = `/api/v1/process-alert-rules/${rule.id}`;
      const body = { name: 'rule', metric: 'call-lag', comparison: 'above', value: 5, recipients: { role: 'duty' } };
      expect(await lea.put(path, body)).toMatchObject({ status: 428 });
      expect(await lea.put(path, body, { 'if-match': '"7"' })).toMatchObject({ status: 412 });
      expect(await lea.put(path, body, { 'if-match': '"1"' })).toMatchObject({ status: 200, body: { version: 2 } });
      expect((await lea.get(path)).body).toMatchObject({ metric: 'call-lag', clearValue: 5, changedBy: 'lea' });
      expect(await watching('rule', { metric: 'call-lag', value: 1 })).toMatchObject({
        status: 409,
        body: { code: 'process-alert-rule-name-taken' },
      });
      expect(await remove(rule.id, 1)).toMatchObject({ status: 412 });
      expect(await remove(rule.id, 2)).toMatchObject({ status: 204 });
      expect(await lea.get(path)).toMatchObject({ status: 404, body: { code: 'process-alert-rule-not-found' } });
    });

    it('that are removed clear their alert', async () => {
      const { body: rule } = await watching('gone', { metric: 'incidents-open', comparison: 'below', value: 1 });
      await look();
      expect(await statesOf('gone')).toEqual(['raised']);
      await remove(rule.id, 1);
      expect(await alertsOf('gone')).toMatchObject([{ state: 'cleared', clearedValue: null }]);
    });

    it.each([
      ['a node of no definition', { metric: 'incidents-open', node: 'pay' }, 'node'],
      ['a node where nothing is measured', { metric: 'timer-lag', definition: 'nap', node: 'hour' }, 'node'],
      ['a clear value on the bad side', { metric: 'timer-lag', clearValue: 11 }, 'clearValue'],
      ['nobody to tell', { metric: 'timer-lag', recipients: {} }, 'recipients'],
      ['a window longer than an hour', { metric: 'started-rate', window: 'PT2H' }, 'window'],
      ['a pause of a month', { metric: 'started-rate', pause: 'P1M' }, 'pause'],
    ])('with %s are refused', async (_what, rule, field) => {
      const answer = await watching('bad', { value: 10, ...rule });
      expect(answer).toMatchObject({ status: 422, body: { errors: [{ field }] } });
    });

    it('are for those who may configure them', async () => {
      const agent = await service.as('process-alert:read');
      expect((await agent.get('/api/v1/process-alert-rules')).status).toBe(200);
      expect((await agent.post('/api/v1/process-alert-rules', {})).status).toBe(403);
    });
  });
});

describe('timers nobody fires', () => {
  let service: ServiceInTest;
  let lea: ApiClient;
  const acme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);

  const pass = async (span: Span) => {
    service.clock.advance(span);
    lea = await service.asCaller({ subject: 'lea' }, '*');
  };

  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    lea = await service.asCaller({ subject: 'lea' }, '*');
    expect(await published(lea, NAP)).toMatchObject({ status: 200 });
    // Nobody looks after processes from here on.
    await service.running.app.get(ProcessWorkers).rounds.stop();
  });
  afterAll(() => service.stop());

  it('are seen by their lag, and raise an alert until they have fired', async () => {
    const { app } = service.running;
    const lag = { metric: 'timer-lag', comparison: 'above', value: 60, recipients: { accounts: ['mia'] } };
    await lea.post('/api/v1/process-alert-rules', { name: 'late', ...lag, definition: 'nap' });
    await lea.post('/api/v1/process-alert-rules', { name: 'late-others', ...lag, definition: 'payout' });
    await acme(() => app.get(Processes).start('nap', { definition: 'nap', variables: {} }));
    const state = async () => {
      await app.get(AlertWatch).rounds.run();
      const { body } = await lea.get<{ items: Alert[] }>('/api/v1/process-alerts');
      return body.items.map(({ name, state }) => `${name} ${state}`);
    };
    await pass({ hours: 1, seconds: 60 });
    expect(await state()).toEqual([]);
    await pass({ seconds: 1 });
    expect(await state()).toEqual(['late raised']);
    const monitoring = async () => (await lea.get('/api/v1/process-monitoring')).body;
    expect(await monitoring()).toMatchObject({ timers: { due: 1, lagSeconds: 61 } });
    expect((await service.anonymous().get<string>('/metrics')).body).toMatch(
      /switchboard_process_timers_lag_seconds\{[^}]*\} 61\n/,
    );
    await acme(() => app.get(TimerWorker).look(EVERYWHERE));
    expect(await state()).toEqual(['late cleared']);
    expect(await monitoring()).toMatchObject({ timers: { due: 0, lagSeconds: 0 } });
  });
});
