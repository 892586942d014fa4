import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { taskDropped, taskCompleted, taskCreated } from '#libs/contracts/ticket-center/task-events';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import type { RecordView } from '../../src/campaign/campaign.dto.js';
import { Attempt } from '../../src/campaign/domain/attempt.aggregate.js';
import { AttemptSchema, type AttemptRow } from '../../src/campaign/infra/attempt.schema.js';
import { callCenter } from '../../src/service.js';
import { ok } from '../agent-floor.js';
import { CampaignDesk } from './campaign-desk.js';

let numbers = 0;
const aNumber = () => `+861380000${String(numbers++).padStart(4, '0')}`;
const some = (count: number) => Array.from({ length: count }, aNumber);

const TERMS = {
  ...{ callerId: '+861088880000', agentId: null, ringSeconds: 25, wrapUpSeconds: 60, consentId: null },
  decision: { rule: null, again: null },
};

interface Ended {
  readonly live: number;
  readonly dead: number;
  readonly abandonedAt?: Date | null;
}

describe('call-center: campaigns', () => {
  let service: ServiceInTest;
  let desk: CampaignDesk;

  beforeAll(async () => {
    service = await startForTest(callCenter, { tenants: ['acme', 'platform'] });
    desk = await CampaignDesk.open(service);
  });
  afterAll(() => service.stop());

  /** Calls of the campaign that have ended. */
  const ended = (campaignId: string, { live, dead, abandonedAt = null }: Ended) =>
    runAsTenant('acme', async () => {
      const at = service.clock.now();
      const rows = Array.from({ length: live + dead }, (_, n) => {
        const of = { id: newId(at), campaignId, recordId: newId(at), mode: 'predictive' as const, number: aNumber() };
        const attempt = Attempt.begin({ ...of, ...TERMS }, at);
        const liveAt = n < live ? at : null;
        return {
          ...(attempt as unknown as AttemptRow),
          ...{ version: 1, updatedAt: at, status: 'ended' as const, dueAt: null },
          liveAt,
          abandonedAt,
        };
      });
      const database = service.running.app.get(Database);
      for (let from = 0; from < rows.length; from += 100)
        await database.transaction((tx) => tx.insert(AttemptSchema, rows.slice(from, from + 100)));
    });

  it('are drafted, started, paused and ended, and defined anew while they do not run', async () => {
    const teamId = await desk.team();
    const { id, version, definition } = await desk.draft(teamId);
    expect(definition).toMatchObject({ abandonLimitPercent: 3, abandonWindowDays: 30, ringSeconds: 25 });
    const move = (to: string) => desk.sam.post(`/api/v1/campaigns/${id}/${to}`);
    expect(await move('pause')).toMatchObject({ status: 409, body: { code: 'campaign-move-refused' } });
    expect(await move('start')).toMatchObject({ status: 200, body: { status: 'running' } });
    const text = { ...definition, name: 'summer' };
    const redefine = (seen: number) => desk.sam.put(`/api/v1/campaigns/${id}`, text, { 'if-match': `"${seen}"` });
    expect(await redefine(version + 1)).toMatchObject({ status: 409, body: { code: 'campaign-is-running' } });
    await move('pause');
    expect(await redefine(version)).toMatchObject({ status: 412 });
    expect(await redefine(version + 2)).toMatchObject({ status: 200, body: { name: 'summer' } });
    expect(await move('end')).toMatchObject({ status: 200, body: { status: 'ended' } });
    expect(await move('start')).toMatchObject({ status: 409 });
  });

  it('ring for fifteen seconds at least, and are worked for by a queue or a team that exists', async () => {
    const body = { name: 'x', mode: 'progressive', callerIds: ['01088880000'] };
    const refused = (over: object) => desk.sam.post('/api/v1/campaigns', { ...body, ...over });
    expect(await refused({ teamId: newId(new Date()), ringSeconds: 14 })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'ringSeconds' }] },
    });
    expect(await refused({})).toMatchObject({ status: 422, body: { errors: [{ field: 'queueId' }] } });
    expect(await refused({ teamId: newId(new Date()) })).toMatchObject({
      status: 422,
      body: { code: 'routing-setup-unknown-reference' },
    });
  });

  describe('take lists', () => {
    it('line by line: what is bad is named, what is known is not taken twice', async () => {
      const { id } = await desk.draft(await desk.team());
      const taskId = newId(new Date());
      const csv = [
        'phone,phone2,taskId,zone,priority',
        `${aNumber()},010-8888 1234,${taskId},Asia/Shanghai,5`,
        'nobody,,,,',
        `${aNumber()},,,Mars/Base,`,
        `${aNumber()},,,,`,
      ].join('\n');
      const first = await desk.list(id, csv);
      expect(first).toMatchObject({ status: 'done', totalLines: 4, readLines: 4, added: 2, known: 0 });
      expect(first.badLines).toEqual([
        { line: 3, field: 'phone', code: 'undiallable' },
        { line: 4, field: 'zone', code: 'unknown-zone' },
      ]);
      expect(await desk.list(id, csv)).toMatchObject({ added: 0, known: 2 });
      const [, ofTask] = await desk.records(id);
      expect(ofTask).toMatchObject({ taskId, zone: 'Asia/Shanghai', priority: 5, status: 'waiting' });
      expect(ofTask!.numbers[1]).toBe('+861088881234');
    });

    it('of many lines, in which a number may stand twice', async () => {
      const { id } = await desk.draft(await desk.team());
      const lines = some(1_000);
      const list = await desk.list(id, ['phone', ...lines, lines[0]].join('\n'));
      expect(list).toMatchObject({ totalLines: 1_001, readLines: 1_001, added: 1_000, known: 1 });
      expect((await desk.standing(id)).records).toEqual({ waiting: 1_000 });
    });

    it('of a plan’s tasks: each once, waiting for its numbers, and closed when the task is', async () => {
      const planId = newId(new Date());
      const { id } = await desk.draft(await desk.team(), { planId });
      const [taskId, customerId] = [newId(new Date()), newId(new Date())];
      const task = { taskId, customerId, kind: 'marketing' as const, ticketId: null };
      await service.publish(taskCreated, { ...task, planId });
      await service.publish(taskCreated, { ...task, planId });
      expect(await desk.records(id)).toMatchObject([{ taskId, customerId, status: 'without-number' }]);
      expect(await desk.list(id, `phone,taskId\n${aNumber()},${taskId}`)).toMatchObject({ added: 1 });
      expect(await desk.records(id)).toMatchObject([{ status: 'waiting' }]);
      await service.publish(taskCompleted, { ...task, outcome: 'done', satisfaction: null });
      expect(await desk.records(id)).toMatchObject([{ status: 'done', endedBy: 'task-ended' }]);
    });

    it('of the tasks of its segment alone, which are dropped with them', async () => {
      const planId = newId(new Date());
      const [ours, other] = [await desk.draft(await desk.team(), { planId }), await desk.draft(await desk.team())];
      const task = { kind: 'marketing' as const, ticketId: null, planId };
      const publish = async (channel: 'people' | 'voice' | 'message', campaignId: string | null) => {
        const [taskId, customerId] = [newId(new Date()), newId(new Date())];
        await service.publish(taskCreated, { ...task, taskId, customerId, channel, campaignId });
        return taskId;
      };
      await publish('people', null);
      await publish('message', null);
      const taskId = await publish('voice', other.id);
      expect(await desk.records(ours.id)).toEqual([]);
      expect(await desk.records(other.id)).toMatchObject([{ taskId, status: 'without-number' }]);
      await service.publish(taskDropped, { taskId, planId, why: 'expired' });
      expect(await desk.records(other.id)).toMatchObject([{ status: 'done', endedBy: 'task-ended' }]);
    });
  });

  describe('progressive', () => {
    it('place one call for each idle agent, and no more while it is under way', async () => {
      const id = await desk.running(await desk.team('p1', 'p2'), some(5));
      await desk.round();
      await desk.round();
      const calls = await desk.underWay(id);
      expect(calls).toHaveLength(2);
      expect(calls[0]).toMatchObject({ decision: { rule: null }, callerId: '+861088880000', status: 'placing' });
      await desk.says(calls[0]!.id, 'ringing');
      await desk.says(calls[0]!.id, 'busy');
      await desk.round();
      expect(await desk.underWay(id)).toHaveLength(2);
      expect(await desk.attempts(id)).toHaveLength(3);
    });

    it('tell what came of it: connected in time, said by the agent, known to the others', async () => {
      const id = await desk.running(await desk.team('p3'), some(1));
      await desk.round();
      const [call] = await desk.underWay(id);
      const contactId = newId(new Date());
      await desk.says(call!.id, 'answered-live');
      await desk.says(call!.id, 'connected', { agentId: 'p3', contactId });
      await desk.says(call!.id, 'connected', { agentId: 'p3', contactId });
      await desk.says(call!.id, 'hung-up');
      const agent = await desk.agent('p3');
      const said = { outcome: 'interested' };
      await ok(agent.post(`/api/v1/campaigns/attempts/${call!.id}/disposition`, said));
      expect(await desk.records(id)).toMatchObject([{ status: 'done', lastOutcome: 'interested' }]);
      await service.settled();
      const ended = service.events('campaign.attempt-ended.v1').filter(({ data }) => data['campaignId'] === id);
      expect(ended.map(({ data }) => data)).toMatchObject([
        { attemptId: call!.id, outcome: 'interested', live: true, agentId: 'p3', contactId, result: 'interested' },
      ]);
      expect(JSON.stringify(ended)).not.toContain(call!.number);
      expect(await desk.standing(id)).toMatchObject({ live: 1, abandoned: 0, violated: false });
    });

    it('count whom nobody talked to in time, and do not call them again for three days', async () => {
      const id = await desk.running(await desk.team('p4'), some(1));
      await desk.round();
      const [call] = await desk.underWay(id);
      await desk.says(call!.id, 'answered-live');
      service.clock.advance({ seconds: 3 });
      await desk.round();
      expect(await desk.standing(id)).toMatchObject({ live: 1, abandoned: 1, abandonRate: 1, violated: true });
      await desk.says(call!.id, 'hung-up');
      const [record] = await desk.records(id);
      expect(record).toMatchObject({ status: 'waiting', lastOutcome: 'abandoned' });
      expect(Date.parse(record!.dueAt) - service.clock.ms()).toBe(72 * 3_600_000);
    });

    it('do not dial while they are paused', async () => {
      const id = await desk.running(await desk.team('p5'), some(1));
      await ok(desk.sam.post(`/api/v1/campaigns/${id}/pause`));
      const before = (await desk.attempts(id)).length;
      service.clock.advance({ seconds: 1 });
      await desk.round();
      expect(await desk.attempts(id)).toHaveLength(before);
    });
  });

  describe('predictive', () => {
    it('are progressive before anything is measured', async () => {
      const id = await desk.running(await desk.team('q1', 'q2'), some(6), { mode: 'predictive' });
      await desk.round();
      expect(await desk.underWay(id)).toHaveLength(2);
      expect(await desk.standing(id)).toMatchObject({ locked: true });
    });

    it('call more people than there are idle agents once it is known how many answer, until too many were abandoned', async () => {
      const id = await desk.running(await desk.team('q3', 'q4', 'q5', 'q6'), some(30), { mode: 'predictive' });
      await ended(id, { live: 90, dead: 210 });
      await desk.round();
      expect(await desk.standing(id)).toMatchObject({ live: 90, abandoned: 0, locked: false });
      service.clock.advance({ seconds: 25 });
      await desk.round();
      const calls = (await desk.underWay(id)).length;
      expect(calls).toBeGreaterThan(4);
      await ended(id, { live: 3, dead: 0, abandonedAt: service.clock.now() });
      service.clock.advance({ seconds: 1 });
      await desk.round();
      expect(await desk.standing(id)).toMatchObject({ live: 93, abandoned: 3, violated: true, locked: true });
      expect(await desk.underWay(id)).toHaveLength(calls);
    });
  });

  describe('preview', () => {
    const shown = async (agent: string) => {
      const { items } = await ok((await desk.agent(agent)).get<{ items: RecordView[] }>('/api/v1/previews'));
      return items;
    };

    it('show one record to one agent, who dials it', async () => {
      const id = await desk.running(await desk.team('v1', 'v2'), some(3), { mode: 'preview' });
      await desk.round();
      const [[mine], [other]] = [await shown('v1'), await shown('v2')];
      expect(mine!.id).not.toBe(other!.id);
      expect(await desk.underWay(id)).toHaveLength(0);
      const agent = await desk.agent('v1');
      const stranger = await agent.post(`/api/v1/previews/${other!.id}/dial`);
      expect(stranger).toMatchObject({ status: 409, body: { code: 'dial-record-not-yours' } });
      await ok(agent.post(`/api/v1/previews/${mine!.id}/dial`));
      expect(await desk.underWay(id)).toMatchObject([{ agentId: 'v1', recordId: mine!.id }]);
      expect(desk.telephony.placed.at(-1)).toMatchObject({ agentId: 'v1', number: mine!.numbers[0] });
    });

    it('are skipped by the agent, or when the time is over', async () => {
      const id = await desk.running(await desk.team('v3'), some(2), { mode: 'preview' });
      await desk.round();
      const [first] = await shown('v3');
      await ok((await desk.agent('v3')).post(`/api/v1/previews/${first!.id}/skip`));
      await desk.round();
      const [second] = await shown('v3');
      expect(second!.id).not.toBe(first!.id);
      service.clock.advance({ seconds: 61 });
      await desk.round();
      expect(await shown('v3')).toEqual([]);
      expect(await desk.attempts(id)).toEqual([]);
    });

    it('are dialled when the time is over, where the campaign says so', async () => {
      const preview = { seconds: 30, then: 'dial' };
      const id = await desk.running(await desk.team('v4'), some(1), { mode: 'preview', preview });
      await desk.round();
      service.clock.advance({ seconds: 31 });
      await desk.round();
      expect(await desk.underWay(id)).toMatchObject([{ agentId: 'v4' }]);
    });

    it('are not dialled for an agent who has gone meanwhile', async () => {
      const preview = { seconds: 30, then: 'dial' };
      const id = await desk.running(await desk.team('v5'), some(1), { mode: 'preview', preview });
      await desk.round();
      expect(await shown('v5')).toHaveLength(1);
      await (await desk.floor.person('v5')).logOut();
      service.clock.advance({ seconds: 31 });
      await desk.round();
      expect(await desk.attempts(id)).toEqual([]);
      expect(await desk.records(id)).toMatchObject([{ status: 'waiting', agentId: null }]);
    });
  });

  describe('keep to the rules at the moment of dialing', () => {
    it('and say of each call they did not make why', async () => {
      const [tenants, campaigns, everybodys, agreed, withdrawn] = some(5) as [string, string, string, string, string];
      const teamId = await desk.team('r1', 'r2', 'r3', 'r4', 'r5');
      const list = [tenants, campaigns, everybodys, agreed, withdrawn];
      const { id } = await desk.draft(teamId, { requiresConsent: true });
      await desk.list(id, ['phone', ...list].join('\n'));
      const optOut = { reason: 'sms' };
      await ok(desk.sam.post('/api/v1/do-not-call', { number: tenants, ...optOut }));
      await ok(desk.sam.post('/api/v1/do-not-call', { number: campaigns, campaignId: id, ...optOut }));
      const platform = await service.asCaller({ tenant: 'platform' }, 'do-not-call:*');
      const entry = await ok(
        platform.post<{ scope: string }>('/api/v1/do-not-call', { number: everybodys, ...optOut }),
      );
      expect(entry.scope).toBe('global');
      const consent = { purpose: 'marketing', proof: 'recording-1', givenAt: service.clock.now().toISOString() };
      await ok(desk.sam.post('/api/v1/consents', { ...consent, number: agreed }));
      const given = await ok(desk.sam.post<{ id: string }>('/api/v1/consents', { ...consent, number: withdrawn }));
      await ok(desk.sam.post(`/api/v1/consents/${given.id}/withdraw`));
      await ok(desk.sam.post(`/api/v1/campaigns/${id}/start`));
      await desk.round();
      const why = new Map((await desk.attempts(id)).map(({ number, decision }) => [number, decision.rule]));
      expect(Object.fromEntries(why)).toEqual({
        [tenants]: 'do-not-call-tenant',
        [campaigns]: 'do-not-call-campaign',
        [everybodys]: 'do-not-call-global',
        [agreed]: null,
        [withdrawn]: 'no-consent',
      });
      expect(desk.telephony.placed.filter(({ number }) => list.includes(number))).toHaveLength(1);
    });

    it('a refusal in a call is one for ever, in every campaign of the tenant', async () => {
      const number = aNumber();
      const teamId = await desk.team('r6');
      const id = await desk.running(teamId, [number]);
      await desk.round();
      const [call] = await desk.underWay(id);
      await desk.says(call!.id, 'connected', { agentId: 'r6' });
      await desk.says(call!.id, 'hung-up');
      await ok(
        (await desk.agent('r6')).post(`/api/v1/campaigns/attempts/${call!.id}/disposition`, { outcome: 'refused' }),
      );
      const other = await desk.running(teamId, [number]);
      await desk.round();
      expect(await desk.records(other)).toMatchObject([{ status: 'done', endedBy: 'do-not-call-tenant' }]);
    });

    it('a number of an unknown zone is not called, nor one where it is night', async () => {
      const teamId = await desk.team('r7', 'r8');
      const { id } = await desk.draft(teamId);
      await desk.list(id, `phone,zone\n+12125550${String(numbers++).padStart(3, '0')},\n${aNumber()},America/New_York`);
      await ok(desk.sam.post(`/api/v1/campaigns/${id}/start`));
      await desk.round();
      const rules = (await desk.attempts(id)).map(({ decision }) => decision.rule);
      expect(rules.toSorted()).toEqual(['outside-callable-hours', 'zone-unknown']);
    });
  });

  it('ask the switch for a call nobody has heard of, and dial it anew only when it was never placed', async () => {
    desk.telephony.broken = true;
    const id = await desk.running(await desk.team('s1'), some(1));
    await desk.round();
    desk.telephony.broken = false;
    const [lost] = await desk.underWay(id);
    expect(lost).toMatchObject({ status: 'placing' });
    service.clock.advance({ seconds: 31 });
    await desk.round();
    expect(await desk.records(id)).toMatchObject([{ status: 'waiting', lastOutcome: 'unplaced', attempts: 0 }]);
    service.clock.advance({ seconds: 60 });
    await desk.round();
    const [again] = await desk.underWay(id);
    expect(again!.id).not.toBe(lost!.id);
    expect(desk.telephony.placed.filter(({ number }) => number === lost!.number)).toHaveLength(1);
  });
});
