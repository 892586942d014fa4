import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import type { EntitySchema, ObjectLiteral } from 'typeorm';
import { ExamAttemptSchema } from '../src/exams/infra/exam-attempt.schema.js';
import type { LiveFiguresView } from '../src/figures/answers/figure.dto.js';
import { AlertSchema } from '../src/inspection/live/alert.schema.js';
import { FindingSchema } from '../src/inspection/findings/finding.schema.js';
import { PromiseSchema } from '../src/inspection/promises/promise.schema.js';
import { SubjectSchema } from '../src/inspection/subjects/subject.schema.js';
import { LeaveRequestSchema } from '../src/rostering/leave/leave.schema.js';
import { operationsCenter } from '../src/service.js';
import { EnrolmentSchema } from '../src/training/infra/enrolment.schema.js';
import { ARosterCentre, created, GROUP, MONDAY, PEOPLE } from './rostering/a-roster-centre.js';
import { FloorEvents } from './floor-events.js';
import { watching } from './watcher.js';

const [MIA, TOM] = PEOPLE as [string, string];
const AT = new Date('2026-11-23T09:00:00Z');
const ANY = '0199d2f0-0000-7000-8000-00000000bbbb';

interface Items {
  items: Record<string, unknown>[];
}

describe('operations-center: whose rows somebody sees', () => {
  let service: ServiceInTest;
  let centre: ARosterCentre;
  /** Leads a team of which there is Mia. */
  let tess: ApiClient;
  let chief: ApiClient;
  let team: string;

  beforeAll(async () => {
    service = await startForTest(operationsCenter);
    centre = await ARosterCentre.of(service);
    const floor = new FloorEvents(service);
    team = await floor.team('North');
    await floor.assigned(MIA, team, await floor.profile([await floor.queue('calls')], ['voice']));
    for (const agentId of [MIA, TOM]) await floor.agentBecame(agentId, 1, 'ready');
    const common = await service.remote('common-center');
    common.answers('GET', '/internal/organisation/circles/tess', () => ({ people: ['tess', MIA], teams: [team] }));
    tess = await service.asCaller({ subject: 'tess', dataScope: { base: 'team' } }, '*');
    chief = await service.asCaller({ subject: 'chief' }, '*');
  });
  afterAll(() => service.stop());

  /** One of Mia's and one of Tom's. */
  const ofBoth = async <Row extends ObjectLiteral>(
    schema: EntitySchema<Row>,
    row: (who: string, no: number) => object,
  ) => {
    const ids = [newId(AT), newId(AT)] as const;
    const rows = [MIA, TOM].map((who, at) => ({ id: ids[at], ...row(who, at + 1) }));
    const database = service.running.app.get(Database);
    await runAsTenant('acme', () => database.transaction((tx) => tx.insert(schema, rows as never)));
    return ids;
  };
  const seen = async (who: ApiClient, path: string, of: string) =>
    (await created<Items>(who.get(`/api/v1/${path}`))).items.map((item) => item[of]).sort();
  const sees = async (path: string, of = 'agentId') => {
    expect(await seen(chief, path, of)).toEqual(expect.arrayContaining([MIA, TOM]));
    expect(await seen(tess, path, of)).toEqual([MIA]);
  };
  const isThere = async (path: string, id: string, method = 'GET', body: object = {}) =>
    (await tess.call(method, `/api/v1/${path.replace('*', id)}`, method === 'GET' ? undefined : body)).status !== 404;

  it('requests for leave and balances', async () => {
    const days = { planningGroupId: GROUP, typeId: ANY, from: MONDAY, to: MONDAY, days: 1, requestedAt: AT };
    const state = { version: 1, status: 'pending', decidedBy: null };
    const [, toms] = await ofBoth(LeaveRequestSchema, (agentId) => ({ agentId, ...days, ...state }));
    await sees('leave-requests');
    expect(await seen(tess, `leave-requests?agentId=${TOM}`, 'agentId')).toEqual([]);
    expect(await isThere('leave-requests/*/decide', toms, 'POST')).toBe(false);
    expect([await isThere('leave-balances/*', MIA), await isThere('leave-balances/*', TOM)]).toEqual([true, false]);
  });

  it('rosters: who is in them, their shifts, and what was published', async () => {
    expect(await seen(tess, 'rostered-agents?limit=50', 'id')).toEqual([MIA]);
    expect((await seen(chief, 'rostered-agents?limit=50', 'id')).length).toBe(PEOPLE.length);
    expect([await isThere('rostered-agents/*', MIA), await isThere('rostered-agents/*', TOM)]).toEqual([true, false]);
    const { id } = await centre.draft(MONDAY, 1, 1);
    const times = { startsAt: '2026-11-30T09:00:00+08:00', endsAt: '2026-11-30T17:00:00+08:00' };
    for (const agentId of [MIA, TOM]) {
      const shift = { agentId, patternId: centre.dayPattern, ...times, activities: [] };
      await created(centre.planner.post(`/api/v1/rosters/${id}/shifts`, shift));
    }
    await sees(`rosters/${id}/shifts`);
    await created(centre.planner.post(`/api/v1/rosters/${id}/publish`));
    const { shifts } = await created<{ shifts: { agentId: string }[] }>(tess.get(`/api/v1/rosters/${id}/editions/1`));
    expect(shifts.map(({ agentId }) => agentId)).toEqual([MIA]);
  });

  it('adherence, also as it is pushed, and what deviates with leave', async () => {
    const day = 'from=2026-11-30T00:00:00Z&to=2026-11-30T12:00:00Z';
    await sees(`adherence?planningGroupId=${GROUP}&${day}`);
    await sees(`adherence/live?planningGroupId=${GROUP}`);
    const watcher = await watching<Items>(tess, `/api/v1/adherence/live/stream?planningGroupId=${GROUP}`);
    expect((await watcher.next()).items.map(({ agentId }) => agentId)).toEqual([MIA]);
    watcher.leave();
    for (const agentId of [MIA, TOM]) {
      const body = {
        agentId,
        from: '2026-11-30T03:00:00Z',
        to: '2026-11-30T04:00:00Z',
        as: 'training',
        reason: 'a-talk',
      };
      await created(chief.post('/api/v1/adherence-exceptions', body));
    }
    expect(await seen(tess, `adherence-exceptions?agentId=${MIA}&${day}`, 'agentId')).toEqual([MIA]);
    expect(await seen(tess, `adherence-exceptions?agentId=${TOM}&${day}`, 'agentId')).toEqual([]);
  });

  it('enrolments, certificates and what is counted of them', async () => {
    const course = {
      courseId: ANY,
      courseVersion: 1,
      units: [{ id: 'u', kind: 'document', title: 'Read' }],
      inOrder: false,
    };
    const state = {
      version: 1,
      updatedAt: AT,
      origin: { kind: 'hand', by: 'chief' },
      status: 'assigned',
      progress: {},
    };
    const times = { assignedAt: AT, dueAt: null, remindAt: null, overdue: false, completedAt: null };
    const made = (personId: string) => ({ personId, ...course, ...state, ...times, openKey: personId });
    const [, toms] = await ofBoth(EnrolmentSchema, made);
    await sees('enrolments', 'personId');
    expect(await isThere('enrolments/*/withdraw', toms, 'POST')).toBe(false);
    expect([await isThere('certificates/of/*', MIA), await isThere('certificates/of/*', TOM)]).toEqual([true, false]);
    const assigned = async (who: ApiClient) =>
      (await created<{ byCourse: { assigned: number }[] }>(who.get('/api/v1/training-report'))).byCourse[0]!.assigned;
    expect([await assigned(chief), await assigned(tess)]).toEqual([2, 1]);
  });

  it('attempts at exams', async () => {
    const paper = {
      examId: ANY,
      paperId: ANY,
      number: 1,
      seed: 1,
      device: 'pc',
      terms: {},
      questions: [],
      answers: {},
    };
    const state = { version: 1, updatedAt: AT, status: 'running', signs: {}, marks: {}, history: [] };
    const none = { dueAt: null, handedInAt: null, handedInBy: null, result: null, releasedAt: null, appeal: null };
    const times = { startedAt: AT, deadlineAt: AT };
    const [mias, toms] = await ofBoth(ExamAttemptSchema, (candidateId) => ({
      ...{ candidateId, liveKey: candidateId, ...paper, ...state, ...none, ...times },
    }));
    await sees(`exam-attempts?examId=${ANY}`, 'candidateId');
    expect([await isThere('exam-attempts/*/record', mias), await isThere('exam-attempts/*/record', toms)]).toEqual([
      ...[true, false],
    ]);
  });

  it('what machines found in what they said', async () => {
    const subject = { kind: 'call', channel: 'voice', queueId: null, customerId: null, conversationId: null };
    const read = { startedAt: AT, endedAt: AT, inspectedAt: AT, dueAt: null, attempts: 0, places: 0, lastSeq: 0 };
    const demand = { facts: {}, demand: 'unknown', demandBy: null, demandDueAt: null };
    const [, toms] = await ofBoth(SubjectSchema, (agentId) => ({ agentId, ...subject, ...read, ...demand }));
    const rule = { ruleSetId: ANY, ruleNo: 1, rule: 'rude', severity: 'major', kind: 'call' };
    const place = { place: 1, seq: 1, spanFrom: null, spanTo: null, ofWhat: null, measured: null, isLive: true };
    const [, toMark] = await ofBoth(FindingSchema, (agentId) => ({
      ...{ agentId, subjectId: newId(AT), print: agentId, ...rule, ...place, state: 'standing', raisedAt: AT },
    }));
    const said = { keptBy: 'any', saidAt: AT, dueAt: AT, state: 'open', kind: 'call', rule: 'promise', subjectId: ANY };
    await ofBoth(PromiseSchema, (agentId) => ({ agentId, findingId: newId(AT), ...said }));
    const raised = {
      kind: 'call',
      rule: 'rude',
      severity: 'major',
      subjectId: ANY,
      conversationId: null,
      raisedAt: AT,
    };
    await ofBoth(AlertSchema, (agentId, no) => ({ no, agentId, findingId: newId(AT), seq: 1, ...raised }));
    for (const path of ['subjects', 'findings', 'promises', 'alerts']) await sees(`inspection/${path}`);
    expect(await isThere('inspection/subjects/*', toms)).toBe(false);
    expect(await isThere('inspection/machine-scores/call/*', toms)).toBe(false);
    expect(await isThere('inspection/findings/*/mark', toMark, 'POST', { mark: 'right' })).toBe(false);
  });

  it('figures: of the team and those in it, and of nobody else', async () => {
    const rows = async (who: ApiClient) =>
      (await created<LiveFiguresView>(who.get('/api/v1/figures/live'))).rows
        .map(({ kind, id }) => `${kind} ${id}`)
        .sort();
    expect(await rows(tess)).toEqual([`agent ${MIA}`, `team ${team}`]);
    expect(await rows(chief)).toEqual(expect.arrayContaining(['tenant ', `agent ${TOM}`]));
    await sees('figures/agents');
    const day = (scope: string) => tess.get(`/api/v1/figures/days/2026-11-23?${scope}`);
    const counted = (scope: string) => tess.get(`/api/v1/figures/contacts?count=offered&${scope}`);
    for (const ask of [day, counted]) {
      expect((await ask(`kind=team&id=${team}`)).status).toBe(200);
      for (const scope of [`kind=agent&id=${TOM}`, 'kind=tenant', 'kind=channel&id=voice'])
        expect(await ask(scope)).toMatchObject({ status: 403, body: { code: 'out-of-reach' } });
    }
  });
});
