import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { Outbox } from '#libs/messaging/outbox';
import type { Database, DatabaseDefinition } from '#libs/persistence/database';
import { MysqlDatabase } from '#libs/persistence/mysql-database';
import { SqliteDatabase } from '#libs/persistence/sqlite-database';
import { runAsTenant } from '#libs/persistence/tenant-context';
import { FakeClock } from '#libs/testing/fake-clock';
import { describeReal, realPart } from '#libs/testing/real-parts';
import { withServiceTables } from '#libs/web/service-schema';
import { Commissions } from '../src/quality/evaluation/desk/commissions.js';
import { EvaluationItemSchema, EvaluationSchema } from '../src/quality/evaluation/evaluation.schema.js';
import { JudgingDesk } from '../src/quality/evaluation/desk/judging-desk.js';
import { TypeormEvaluations } from '../src/quality/evaluation/typeorm-evaluations.js';
import { QualitySeed } from '../src/quality/quality-seed.js';
import { ScorecardSchema, ScorecardVersionSchema } from '../src/quality/scorecard/scorecard.schema.js';
import { Scorecards } from '../src/quality/scorecard/scorecards.js';
import { Deadlines } from '../src/quality/settings/deadlines.js';
import { Subjects } from '../src/quality/subject/subjects.js';
import { Teams } from '../src/quality/subject/teams.js';
import { operationsCenter } from '../src/service.js';

const definition = withServiceTables(operationsCenter.database);
const asAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
const onMariadb = (schema: DatabaseDefinition, namespace: string) =>
  new MysqlDatabase(schema, { url: `mariadb://root:switchboard@${realPart('mariadb').endpoint}`, namespace });

describeReal('mariadb', 'two inspectors who judge the same on MariaDB', () => {
  const clock = new FakeClock();
  const database = onMariadb(definition, `q${process.pid.toString(36)}-`);
  const scorecards = new Scorecards(database, clock);
  const evaluations = new TypeormEvaluations(database, new Outbox('operations-center'), clock);
  const [teams, deadlines] = [new Teams(database), new Deadlines(database, clock)];
  const subjects = new Subjects(database);
  const commissions = new Commissions(evaluations, database, scorecards, subjects, teams, deadlines, clock);
  const desk = new JudgingDesk(evaluations, database, scorecards, deadlines, teams, clock);

  beforeAll(async () => {
    await database.provision('acme');
    await asAcme(() => new QualitySeed(database, clock).seed());
  });
  afterAll(async () => {
    await database.drop('acme');
    await database.close();
  });

  it('and submit at the same moment: one counts, the other is set aside, however often it is tried', async () => {
    const [card] = await asAcme(() => scorecards.automatic());
    const answers = { handling_timeliness: 1, reply_timeliness: 1, content_completeness: 1 };
    for (let round = 0; round < 8; round += 1) {
      const request = { subject: { kind: 'ticket' as const, id: newId(clock.now()) }, scorecardId: card!.scorecardId };
      const people = { inspectorIds: ['ann', 'bob'], arbiters: ['cleo'], mostApart: 10 };
      const about = { agentId: 'mia', finishedAt: clock.now() };
      const ids = await asAcme(() => commissions.request({ ...request, ...people, ...about }, null));
      for (const [at, id] of ids.entries()) await asAcme(() => desk.save(id, answers, [], ['ann', 'bob'][at]!));
      await Promise.all(ids.map((id, at) => asAcme(() => desk.submit(id, ['ann', 'bob'][at]!))));
      const states = await asAcme(async () => Promise.all(ids.map(async (id) => (await evaluations.get(id)).state)));
      expect(states).toEqual(['released', 'set-aside']);
    }
  });
});

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
