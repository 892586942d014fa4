import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { Outbox } from '#libs/messaging/outbox';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import type { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { ticketCenter } from '../../src/service.js';
import { CompleteStep, CompleteStepHandler } from '../../src/sop/commands/go-on.js';
import { PublishSop, PublishSopHandler } from '../../src/sop/commands/publish-sop.js';
import { SaveSopDraft, SaveSopDraftHandler } from '../../src/sop/commands/save-sop-draft.js';
import type { SopContent } from '../../src/sop/domain/sop-content.js';
import { SopRun } from '../../src/sop/domain/sop-run.aggregate.js';
import type { SopDraftChanged } from '../../src/sop/domain/sop.errors.js';
import { SopStepPassed } from '../../src/sop/domain/sop.errors.js';
import { RunEnds } from '../../src/sop/infra/run-ends.js';
import { TypeormSopRuns } from '../../src/sop/infra/typeorm-sop-runs.js';
import { TypeormSops, TypeormSopVersions } from '../../src/sop/infra/typeorm-sops.js';
import { GetRun, GetRunHandler } from '../../src/sop/queries/find-runs.js';
import { ListSops, ListSopsHandler } from '../../src/sop/queries/find-sops.js';
import { ListSopVersions, ListSopVersionsHandler } from '../../src/sop/queries/find-sop-versions.js';
import { SopBook } from '../../src/sop/sop-book.js';
import { SopCompiler } from '../../src/sop/sop-compiler.js';
import { ListSopsQuery } from '../../src/sop/sop.dto.js';
import { act, call, end, NO_FACTS, sopOf, way } from './sops-in-a-spec.js';

const clock = new FakeClock();
const CATEGORY = newId(clock.now());
const CARD = { title: 'Refund', categoryIds: [CATEGORY], ticketTypes: [], ownerId: 'olga', reviewEveryDays: 30 };
const TWO_STEPS = sopOf(act('one', [way('two')], ['a']), act('two', [way('end')], ['b']), end());

/** What one process of the service has on its connections. */
function sopsOn(database: Database) {
  const outbox = new Outbox('/ticket-center');
  const sops = new TypeormSops(database, outbox, clock);
  const runs = new TypeormSopRuns(database, outbox, clock);
  const compiler = new SopCompiler(database);
  const book = new SopBook(database, clock);
  const saver = new SaveSopDraftHandler(sops, compiler, clock);
  const publisher = new PublishSopHandler(sops, new TypeormSopVersions(database), compiler, database, clock);
  return {
    runs,
    ends: new RunEnds(database, runs, clock),
    save: (name: string, content: SopContent) => saver.execute(new SaveSopDraft(name, CARD, content, 'mia')),
    publish: (name: string) => publisher.execute(new PublishSop(name, '', 'mia')),
    start: async (name: string, version: number, subjectId = newId(clock.now())) => {
      const subject = { subjectKind: 'ticket', subjectId, customerId: null } as const;
      const guide = await book.guide(name, version);
      const run = SopRun.start(newId(clock.now()), { name, version }, subject, NO_FACTS, guide, 'mia', clock.now());
      await runs.add(run);
      return run.id;
    },
    complete: (id: string, step: string, values: object) =>
      new CompleteStepHandler(runs, book, clock).execute(
        new CompleteStep(id, { step, values: { ...values }, way: null }, 'mia'),
      ),
    run: (id: string) => new GetRunHandler(database, book).execute(new GetRun(id)),
    list: (query: object) => new ListSopsHandler(database, clock).execute(new ListSops(ListSopsQuery.parse(query))),
    versions: (name: string) =>
      new ListSopVersionsHandler(database).execute(new ListSopVersions(name, { limit: 50, cursor: undefined })),
  };
}

onEachEngine('SOPs and their runs', (open) => {
  let engine: Engine;
  let one: ReturnType<typeof sopsOn>;
  let other: ReturnType<typeof sopsOn>;
  beforeAll(async () => {
    engine = await open(withServiceTables(ticketCenter.database), ['acme']);
    one = sopsOn(engine.database);
    // The embedded database belongs to one process.
    other = sopsOn(engine.database.locksRows ? engine.another() : engine.database);
  });
  afterAll(() => engine.dispose());

  const inAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const refusals = (results: PromiseSettledResult<unknown>[]) =>
    results.flatMap((each) => (each.status === 'rejected' ? [each.reason as Error] : []));

  it('publish a draft once, when two do so at the same time', () =>
    inAcme(async () => {
      await one.save('busy', TWO_STEPS);
      const both = await Promise.allSettled([one, other].map((each) => each.publish('busy')));
      expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const refused of refusals(both))
        expect(['sop-draft-changed', 'sop-has-no-draft']).toContain((refused as SopDraftChanged).code);
      expect((await one.versions('busy')).items.map(({ number }) => number)).toEqual([1]);
    }));

  it('begin once, when two make the same', () =>
    inAcme(async () => {
      const both = await Promise.allSettled([one, other].map((each) => each.save('newborn', TWO_STEPS)));
      for (const refused of refusals(both)) expect(refused).toBeInstanceOf(StaleVersion);
      expect((await one.list({ words: 'newborn' })).items).toHaveLength(1);
    }));

  it('take a step once, however many complete it at the same time', () =>
    inAcme(async () => {
      await one.save('stampede', TWO_STEPS);
      await one.publish('stampede');
      const id = await one.start('stampede', 1);
      const all = await Promise.allSettled(
        Array.from({ length: 8 }, (_, n) => [one, other][n % 2]!.complete(id, 'one', { a: `${n}` })),
      );
      expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const refused of refusals(all)) expect(refused).toBeInstanceOf(SopStepPassed);
      expect((await other.run(id)).trail).toHaveLength(1);
    }));

  it('go on in another process where they stood, in the SOP that was called, by the versions they began with', () =>
    inAcme(async () => {
      await one.save('inner', TWO_STEPS);
      await one.publish('inner');
      await one.save('outer', sopOf(call('in', 'inner', way('end')), end()));
      await one.publish('outer');
      const id = await one.start('outer', 1);
      await one.complete(id, 'one', { a: '名字' });
      await one.save('inner', sopOf(end()));
      await one.publish('inner');
      const later = sopsOn(engine.database.locksRows ? engine.another() : engine.database);
      expect(await later.run(id)).toMatchObject({ current: { id: 'two' }, values: { a: '名字' } });
      await later.complete(id, 'two', { b: 'x' });
      expect(await one.run(id)).toMatchObject({ status: 'ended', outcome: 'solved' });
    }));

  it('are left with their case, and keep that it was solved until it is opened again', () =>
    inAcme(async () => {
      const subject = newId(clock.now());
      await one.save('ends', TWO_STEPS);
      await one.publish('ends');
      const id = await one.start('ends', 1, subject);
      await one.ends.subjectSolved(subject);
      await one.complete(id, 'one', { a: 'x' });
      expect((await one.runs.get(id)) as unknown as object).toMatchObject({ subjectSolvedAt: clock.now() });
      await one.ends.subjectOpenedAgain(subject);
      await one.ends.subjectEnded(subject);
      await one.ends.subjectEnded(subject);
      expect((await one.runs.get(id)) as unknown as object).toMatchObject({ status: 'left', subjectSolvedAt: null });
    }));

  it('are listed by category, and by how long their review is overdue, page by page', () =>
    inAcme(async () => {
      expect((await one.list({ categoryId: CATEGORY })).items.length).toBeGreaterThan(3);
      expect((await one.list({ reviewOverdue: 'true' })).items).toEqual([]);
      clock.advance({ days: 31 });
      const names: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page = await one.list({ reviewOverdue: 'true', limit: '2', ...(cursor && { cursor }) });
        names.push(...page.items.map(({ name }) => name));
        cursor = page.next;
      }
      expect(names.toSorted()).toEqual((await one.list({})).items.map(({ name }) => name));
    }));
});
