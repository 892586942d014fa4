import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import type { Database, DatabaseDefinition } from '#libs/persistence/database';
import { MysqlDatabase } from '#libs/persistence/mysql/mysql-database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { SqliteDatabase } from '#libs/persistence/sqlite/sqlite-database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { FakeClock } from '#libs/testing/fake-clock';
import { describeReal, realPart } from '#libs/testing/real-parts/real-parts';
import { withServiceTables } from '#libs/web/platform/service-schema';
import type { EntityManager, EntitySchema, FindOptionsWhere, ObjectLiteral } from 'typeorm';
import { FindingSchema } from '../../src/inspection/findings/finding.schema.js';
import { AlertSchema } from '../../src/inspection/live/alert.schema.js';
import { RuleSetContent } from '../../src/inspection/rule-sets/rule.dto.js';
import { PublishedRulesSchema, RuleSetSchema } from '../../src/inspection/rule-sets/rule-set.schema.js';
import { TurnSchema } from '../../src/inspection/subjects/subject.schema.js';
import { EvaluationItemSchema, EvaluationSchema } from '../../src/quality/evaluation/evaluation.schema.js';
import { QualitySeed } from '../../src/quality/quality-seed.js';
import { ScorecardSchema, ScorecardVersionSchema } from '../../src/quality/scorecard/scorecard.schema.js';
import { RecheckSchema } from '../../src/quality/recheck/recheck.schema.js';
import { SubjectSchema } from '../../src/quality/subject/subject.schema.js';
import { operationsCenter } from '../../src/service.js';
import { aQualityInstance } from './a-quality-instance.js';

const definition = withServiceTables(operationsCenter.database);
const asAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
const onMariadb = (schema: DatabaseDefinition, namespace: string) =>
  new MysqlDatabase(schema, { url: `mariadb://root:switchboard@${realPart('mariadb').endpoint}`, namespace });

describeReal('mariadb', 'two instances on MariaDB', () => {
  const clock = new FakeClock();
  const namespace = `q${process.pid.toString(36)}-`;
  const instances = [1, 2].map(() => aQualityInstance(onMariadb(definition, namespace), clock));
  const [here, there] = [instances[0]!, instances[1]!];
  const { database, evaluations } = here;
  const answers = { handling_timeliness: 1, reply_timeliness: 1, content_completeness: 1 };
  let scorecardId: string;

  beforeAll(async () => {
    await database.provision('acme');
    await asAcme(() => new QualitySeed(database, clock).seed());
    scorecardId = (await asAcme(() => here.scorecards.automatic()))[0]!.scorecardId;
    await asAcme(() => database.transaction((tx) => goLive(tx, clock.now())));
  });
  afterAll(async () => {
    await database.drop('acme');
    for (const each of instances) await each.database.close();
  });

  const found = <Row extends ObjectLiteral>(schema: EntitySchema<Row>, where: FindOptionsWhere<Row>) =>
    asAcme(async () => (await database.reader()).findBy(schema, where));
  const given = async (people: { inspectorIds: string[]; arbiters: string[] }) => {
    const request = { subject: { kind: 'ticket' as const, id: newId(clock.now()) }, scorecardId, mostApart: 10 };
    const about = { agentId: 'mia', finishedAt: clock.now() };
    return asAcme(() => here.commissions.request({ ...request, ...people, ...about }, null));
  };

  it('two inspectors who submit the same at once: one counts, the other is set aside, however often it is tried', async () => {
    for (let round = 0; round < 8; round += 1) {
      const ids = await given({ inspectorIds: ['ann', 'bob'], arbiters: ['cleo'] });
      for (const [at, id] of ids.entries()) await asAcme(() => here.desk.save(id, answers, [], ['ann', 'bob'][at]!));
      await Promise.all(ids.map((id, at) => asAcme(() => instances[at]!.desk.submit(id, ['ann', 'bob'][at]!))));
      const states = await asAcme(async () => Promise.all(ids.map(async (id) => (await evaluations.get(id)).state)));
      expect(states).toEqual(['released', 'set-aside']);
    }
  });

  it('an inspector submits what another one is given at the same moment: it is the one’s or the other’s', async () => {
    for (let round = 0; round < 4; round += 1) {
      const [id] = (await given({ inspectorIds: ['ann'], arbiters: [] })) as [string];
      await asAcme(() => here.desk.save(id, answers, [], 'ann'));
      const tries = [() => here.desk.submit(id, 'ann'), () => there.desk.reassign(id, 'bob')];
      const outcomes = await Promise.allSettled(tries.map((each) => asAcme(each)));
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const { state, inspectorId, score } = await asAcme(() => evaluations.get(id));
      const theirs = { ann: ['released', 10_000], bob: ['assigned', null] };
      expect([state, score]).toEqual(theirs[inspectorId as 'ann' | 'bob']);
    }
  });

  it('the same subject is inspected by both: each turn is known once, and what it shows is found once', async () => {
    const turn = (seq: number, text = 'Yes.') => ({
      ...{ seq, speaker: 'agent' as const, agentId: 'mia', text, fromMs: seq * 1_000, toMs: seq * 1_000 + 500 },
      isHold: false,
    });
    const turns = [turn(1), turn(2), turn(3, '我的电话是13812345678'), turn(4), turn(5), turn(6)];
    for (let round = 0; round < 4; round += 1) {
      const id = newId(clock.now());
      const halves = [turns.slice(0, 4), turns.slice(2)];
      const fresh = await Promise.all(
        halves.map((some, at) => asAcme(() => instances[at]!.inspections.take(id, 'call', some))),
      );
      expect(fresh.reduce((sum, each) => sum + each)).toBe(6);
      await Promise.all(instances.map(({ inspections }) => asAcme(() => inspections.finish(id))));
      const known = await found(TurnSchema, { subjectId: id });
      expect(known.map(({ seq }) => seq).sort()).toEqual([1, 2, 3, 4, 5, 6]);
      expect(new Set(known.map(({ place }) => place)).size).toBe(6);
      expect(await found(FindingSchema, { subjectId: id })).toMatchObject([{ seq: 3, state: 'standing' }]);
      expect(await found(AlertSchema, { subjectId: id })).toHaveLength(1);
    }
  });

  it('work that one agent finishes on both is looked at again once', async () => {
    const since = clock.now();
    const [formerId] = (await given({ inspectorIds: ['ann'], arbiters: [] })) as [string];
    const about = { agentId: 'kim', itemKey: 'reply_timeliness', courseId: newId(since), scorecardId, formerId };
    const work = { kind: 'ticket', id: newId(since), agentId: 'kim', queueId: null, channel: 'ticket', durationMs: 1 };
    const finishedAt = new Date(since.getTime() + 60_000);
    await asAcme(() =>
      database.transaction(async (tx) => {
        await insertRows(tx, SubjectSchema, [{ ...work, finishedAt, facts: {} }]);
        const row = { enrolmentId: newId(since), ...about, inspectorId: 'ann', since, nextId: null };
        await insertRows(tx, RecheckSchema, [row]);
      }),
    );
    await Promise.all(instances.map(({ rechecks }) => asAcme(() => rechecks.workFinished('kim'))));
    expect(await found(EvaluationSchema, { agentId: 'kim' })).toMatchObject([
      { origin: 'recheck', inspectorId: 'ann', subjectId: work.id },
    ]);
  });
});

/** Rules that find telephone numbers. */
async function goLive(tx: EntityManager, at: Date): Promise<void> {
  const content = RuleSetContent.parse({
    scope: { kinds: ['call'], channels: [], queueIds: [] },
    phases: { opening: { turns: 1 }, closing: { turns: 1 } },
    rules: [{ id: 'secrets', severity: 'major', kind: 'secrets', secrets: ['phone'] }],
    alertFrom: 'major',
  });
  const id = newId(at);
  const numbers = { version: 1, draftNo: 1, triedNo: 1, liveNo: 1, lastNo: 1 };
  await insertRows(tx, RuleSetSchema, [{ id, name: 'secrets', draft: content, ...numbers, updatedAt: at }]);
  const published = { ruleSetId: id, no: 1, content, publishedBy: 'sue', publishedAt: at };
  await insertRows(tx, PublishedRulesSchema, [published]);
}

function adoptionOn(make: (schema: DatabaseDefinition) => Database): void {
  it('become a scorecard with its versions, and evaluations by it', async () => {
    const isNew = ({ name }: { name: string }) => /Quality|Calibrations/.test(name);
    const before = make({
      ...definition,
      entities: [],
      migrations: definition.migrations.filter((each) => !isNew(each)),
    });
    await before.provision('acme');
    const id = newId(new Date());
    await asAcme(() => before.transaction((tx) => plant(tx, id)));
    await before.close();
    const database = make(definition);
    try {
      await database.provision('acme');
      await asAcme(async () => {
        const reader = await database.reader();
        const [card] = await reader.find(ScorecardSchema);
        expect(card).toMatchObject({ published: 2, automatic: true, draft: { form: { passMark: 70 } } });
        const versions = await reader.find(ScorecardVersionSchema, { order: { number: 'ASC' } });
        expect(versions.map(({ content }) => content.form.passMark)).toEqual([60, 70]);
        expect(await reader.findOneBy(EvaluationSchema, { id })).toMatchObject({
          ...{ subjectId: id, agentId: 'mia', state: 'closed', score: 5_000, passed: false, scorecardVersion: 1 },
          ...{ finishedAt: new Date('2026-11-20T10:00:00.000Z'), scorecardId: card!.id },
          answers: { handling_timeliness: 0.5, reply_timeliness: 'n/a' },
        });
        expect(await reader.findBy(EvaluationItemSchema, { evaluationId: id })).toMatchObject([
          { itemKey: 'handling_timeliness', share: 5_000 },
        ]);
      });
    } finally {
      await database.drop('acme');
      await database.close();
    }
  });
}

async function plant(tx: { query(sql: string, values: unknown[]): Promise<unknown> }, id: string): Promise<void> {
  const at = '2026-11-20 10:00:00.000';
  const item = (measures: string) => ({ measures, target: 'P1D', points: 2, fatal: false });
  const form = (passMark: number) => ({
    ...{ mode: 'groups', passMark },
    groups: [{ name: 'All', weight: 1, items: [item('handling-timeliness'), item('reply-timeliness')] }],
  });
  for (const [version, passMark] of [
    [1, 60],
    [2, 70],
  ] as const)
    await tx.query('INSERT INTO quality_form (version, content, createdAt) VALUES (?, ?, ?)', [
      ...[version, JSON.stringify(form(passMark)), at],
    ]);
  const judged = { possible: 2, fatal: false };
  const items = [
    { ...judged, points: 1 },
    { ...judged, points: null },
  ];
  const result = { total: 50, nonFatal: 50, fatalMissed: false, passed: false, items };
  await tx.query(
    'INSERT INTO ticket_quality_check (id, ticketId, ticketNumber, assigneeId, formVersion, result, passed, urgedTimes, checkedAt) ' +
      'VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    [id, id, 'T-1', 'mia', 1, JSON.stringify(result), 0, 0, at],
  );
}

describe('the quality forms there were', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'switchboard-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  describe('on SQLite', () => adoptionOn((schema) => new SqliteDatabase(schema, folder)));
  describeReal('mariadb', 'on MariaDB', () =>
    adoptionOn((schema) => onMariadb(schema, `f${process.pid.toString(36)}-`)),
  );
});
