import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Outbox } from '#libs/messaging/outbox';
import type { Database } from '#libs/persistence/database';
import { currentContext, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { FormRollouts } from '../../src/form/form-rollouts.js';
import { Forms } from '../../src/form/form.api.js';
import { ProcessInstanceSchema } from '../../src/process/schema/process-instance.schema.js';
import { TaskFeed, type TaskChanges } from '../../src/process/task-feed.api.js';
import { ticketCenter } from '../../src/service.js';
import { ServiceTargets } from '../../src/service-target/service-target.api.js';
import { ClaimWorkItem, ClaimWorkItemHandler } from '../../src/work-item/commands/claim-work-item.js';
import { WorkItemTaken } from '../../src/work-item/domain/work-item.errors.js';
import { TypeormWorkItems } from '../../src/work-item/infra/typeorm-work-item.repository.js';
import { WorkItemFeed } from '../../src/work-item/infra/work-item-feed.js';
import { WorkItemSchema } from '../../src/work-item/infra/work-item.schema.js';
import { CountWorkItemsHandler } from '../../src/work-item/queries/count-work-items.js';
import { ListWorkItems, ListWorkItemsHandler } from '../../src/work-item/queries/list-work-items.js';
import { ListWorkItemsQuery } from '../../src/work-item/work-item.dto.js';
import { ProcessWorld, TENANTS } from '../process/engine/process-world.js';
import { scripted, type Script } from '../process/engine/scripted-rules.js';

const PLACE = { element: 1, node: 'Script', run: 1 };
const task = (id: number) => ({ type: 'open-task', id, input: {} }) as const;
const closed = (wait: number, answered: boolean) => ({ ...PLACE, type: 'close-task', wait, answered }) as const;

/** The real feed, of which it is counted how often it asks the database. */
class WatchedFeed extends TaskFeed {
  readonly fed: { readonly tasks: number; readonly statements: number }[] = [];
  broken = false;

  constructor(private readonly feedOf: WorkItemFeed) {
    super();
  }

  override async feed(changes: readonly TaskChanges[], now: Date): Promise<void> {
    const runner = currentContext()!.unitOfWork!.manager.queryRunner!;
    const query = runner.query.bind(runner);
    let statements = 0;
    runner.query = (...args: Parameters<typeof query>) => {
      statements++;
      return query(...args);
    };
    await this.feedOf.feed(changes, now).finally(() => (runner.query = query));
    const tasks = changes.flatMap(({ opened, closed }) => [...opened, ...closed]).length;
    this.fed.push({ tasks, statements });
    if (this.broken) throw new Error('the feed failed at last');
  }
}

onEachEngine('work items and the processes they come from', (open) => {
  const clock = new FakeClock();
  let engine: Engine;
  let world: ProcessWorld;
  let feed: WatchedFeed;
  let keys = 0;
  beforeAll(async () => {
    engine = await open(withServiceTables(ticketCenter.database), TENANTS);
    const { database } = engine;
    feed = new WatchedFeed(
      new WorkItemFeed(
        database,
        new Forms(database, new FormRollouts(database, clock), clock),
        new ServiceTargets(database, clock),
      ),
    );
    world = new ProcessWorld(database, clock, feed);
  });
  afterAll(() => engine.dispose());

  const acme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const start = (script: Partial<Script>) =>
    acme(() => world.processes.start(`k${keys++}`, { definition: 'script', variables: scripted(script) }));
  const complete = (instance: string, wait: number, by = 'mia') =>
    acme(() => world.processes.completeTask(`k${keys++}`, { instance, wait, result: {}, by }));
  const itemsOf = (instance: string) =>
    acme(async () =>
      (await engine.database.reader()).find(WorkItemSchema, { where: { instance }, order: { wait: 'ASC' } }),
    );
  const list = (query: object) =>
    acme(() =>
      new ListWorkItemsHandler(engine.database).execute(new ListWorkItems(ListWorkItemsQuery.parse(query), ['mia'])),
    );

  it('open and end with the step that says so: one completed by whom, another no longer wanted', async () => {
    const { instance } = await start({ start: [task(1), task(2)], 1: [closed(1, true), closed(2, false)] });
    expect(await itemsOf(instance)).toMatchObject([
      { wait: 1, state: 'open', version: 1, node: 'Script', definitionId: 'script', openedAt: clock.now() },
      { wait: 2, state: 'open' },
    ]);
    await complete(instance, 1);
    expect(await itemsOf(instance)).toMatchObject([
      { wait: 1, state: 'completed', completedBy: 'mia', closedAt: clock.now(), version: 2 },
      { wait: 2, state: 'withdrawn', completedBy: null, closedAt: clock.now(), version: 2 },
    ]);
  });

  it('are there with the step or not at all', async () => {
    const { instance } = await start({ start: [task(1)], 1: [closed(1, true), task(2)] });
    const instances = () => acme(async () => (await engine.database.reader()).count(ProcessInstanceSchema));
    const before = await instances();
    feed.broken = true;
    try {
      await expect(start({ start: [task(1)] })).rejects.toThrow('the feed failed at last');
      await expect(complete(instance, 1)).rejects.toThrow('the feed failed at last');
    } finally {
      feed.broken = false;
    }
    expect(await instances()).toBe(before);
    expect(await itemsOf(instance)).toMatchObject([{ wait: 1, state: 'open' }]);
    expect(await acme(() => world.processes.status(instance))).toMatchObject({ seq: 1 });
    await complete(instance, 1);
    expect(await itemsOf(instance)).toMatchObject([{ state: 'completed' }, { wait: 2, state: 'open' }]);
  });

  it('of a group are written in a few statements, however many they are', async () => {
    feed.fed.length = 0;
    const script = { start: [task(1), task(2)], 1: [closed(1, true), closed(2, false)] };
    const started = await Promise.all(Array.from({ length: 200 }, () => start(script)));
    await Promise.all(started.map(({ instance }, at) => complete(instance, 1, `agent-${at % 3}`)));
    expect(feed.fed.reduce((sum, { tasks }) => sum + tasks, 0)).toBe(800);
    expect(Math.max(...feed.fed.map(({ tasks }) => tasks))).toBeGreaterThan(50);
    // An insert or two updates; and, not each time, what the tenant says of forms and targets.
    expect(Math.max(...feed.fed.map(({ statements }) => statements))).toBeLessThanOrEqual(3);
    const people = await Promise.all(started.map(async ({ instance }) => (await itemsOf(instance))[0]!.completedBy));
    expect(people).toEqual(started.map((_, at) => `agent-${at % 3}`));
  });

  it('go to one of fifty who claim one at the same time, through two processes', async () => {
    const { instance } = await start({ start: [task(1)] });
    const [item] = await itemsOf(instance);
    const claims = (database: Database) =>
      new ClaimWorkItemHandler(new TypeormWorkItems(database, new Outbox('/test'), clock), clock);
    // The embedded database belongs to one process.
    const other = engine.database.locksRows ? engine.another() : engine.database;
    const processes = [claims(engine.database), claims(other)];
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, at) =>
        acme(() => processes[at % 2]!.execute(new ClaimWorkItem(item!.id, `agent-${at}`, []))),
      ),
    );
    const losers = results.filter((result) => result.status === 'rejected');
    expect(losers).toHaveLength(49);
    expect(losers.every(({ reason }) => reason instanceof WorkItemTaken)).toBe(true);
    const winner = results.findIndex(({ status }) => status === 'fulfilled');
    expect(await itemsOf(instance)).toMatchObject([{ state: 'claimed', assigneeId: `agent-${winner}`, version: 2 }]);
  });

  it('come in pages and are counted', async () => {
    const { instance } = await start({ start: [task(1), task(2), task(3)] });
    const first = await list({ instance, limit: 2 });
    const second = await list({ instance, limit: 2, cursor: first.next });
    const waits = (await itemsOf(instance)).map(({ id }) => id).sort();
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(waits);
    expect(second.next).toBeNull();
    const open = await list({ state: 'open', pool: 'none', limit: 200 });
    const counts = await acme(() => new CountWorkItemsHandler(engine.database, clock).execute());
    expect(counts).toEqual([{ pool: null, open: open.items.length, claimed: 1, overdue: 0 }]);
    await acme(() =>
      engine.database.transaction((tx) => tx.update(WorkItemSchema, { instance }, { due: clock.now() })),
    );
    clock.advance(1);
    expect(await acme(() => new CountWorkItemsHandler(engine.database, clock).execute())).toMatchObject([
      { overdue: 3 },
    ]);
    expect((await list({ dueBefore: clock.now().toISOString() })).items).toHaveLength(3);
  });
});
