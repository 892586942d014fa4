import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import type { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { withServiceTables } from '#libs/web/platform/service-schema';
import fc from 'fast-check';
import type { NextDues } from '../../src/sla/ticket/next-dues.api.js';
import { ticketCenter } from '../../src/service.js';
import type { SpecialData } from '../../src/stage-form/special-data.api.js';
import { CountTruth } from '../../src/ticket-view/check/count-truth.js';
import { ME, MY_TEAM, type Condition, type Conditions } from '../../src/ticket-view/condition/condition.dto.js';
import type { Viewer } from '../../src/ticket-view/condition/conditions-sql.js';
import { CountBook } from '../../src/ticket-view/count/count-book.js';
import { CountChanges } from '../../src/ticket-view/count/count-changes.js';
import { CountWorker } from '../../src/ticket-view/count/count-worker.js';
import { CountSchema, CountValueSchema } from '../../src/ticket-view/count/count.schema.js';
import { countFor, CountsReader } from '../../src/ticket-view/count/counts-reader.js';
import { LinePages } from '../../src/ticket-view/line/line-pages.js';
import { TicketReach } from '../../src/ticket/reach/ticket-reach.api.js';
import { TicketLines } from '../../src/ticket-view/line/ticket-lines.js';
import type { TicketFacts, TicketRecords } from '../../src/ticket/ticket.api.js';

const OURS = () => Promise.resolve(true);
const HOUR = 3_600_000;

/** What is true of tickets; lines and counts are to say the same. */
class World {
  readonly clock = new FakeClock();
  readonly tickets = new Map<string, Record<string, unknown> & { id: string }>();
  readonly dues = new Map<string, { dueAt: Date | null; breached: boolean }>();
  readonly fields = new Map<string, { field: string; value: string }[]>();

  partsOn(database: Database) {
    const { clock } = this;
    const records = { findFacts: (id: string) => Promise.resolve(this.tickets.get(id) as TicketFacts) };
    const dues = { of: (id: string) => Promise.resolve(this.dues.get(id) ?? { dueAt: null, breached: false }) };
    const special = { indexed: (id: string) => Promise.resolve(this.fields.get(id) ?? []) };
    const book = new CountBook(clock);
    const changes = new CountChanges(book);
    const lines = new TicketLines(
      database,
      records as unknown as TicketRecords,
      dues as unknown as NextDues,
      special as unknown as SpecialData,
      changes,
      clock,
    );
    const rounds = { of: () => undefined } as never;
    return {
      lines,
      book,
      worker: new CountWorker(rounds, database, book, changes, clock),
      reader: new CountsReader(database),
      pages: new LinePages(database, clock, new TicketReach(undefined as never, database)),
      truth: new CountTruth(database, book, clock),
    };
  }
}

type Parts = ReturnType<World['partsOn']>;

const PEOPLE = ['mia', 'li', null];
const TEAMS = ['north', 'south', null];
const STATUSES = ['new', 'open', 'waiting', 'solved', 'closed'];
const relative = fc.constantFrom(
  { attribute: 'updatedAt', op: 'before', at: { ago: 'PT2H' } },
  { attribute: 'openedAt', op: 'since', at: { ago: 'PT5H' } },
  { attribute: 'dueAt', op: 'before', at: { ahead: 'PT1H' } },
) as fc.Arbitrary<Condition>;
const fixed = fc.oneof(
  fc.record({
    attribute: fc.constant('status'),
    op: fc.constantFrom('is', 'is-not'),
    values: fc.subarray(STATUSES, { minLength: 1 }),
  }),
  fc.record({
    attribute: fc.constant('assigneeId'),
    op: fc.constantFrom('is', 'is-not'),
    values: fc.subarray(PEOPLE, { minLength: 1 }),
  }),
  fc.record({
    attribute: fc.constant('categoryId'),
    op: fc.constantFrom('is', 'is-not'),
    values: fc.subarray(['top', 'left', 'right'], { minLength: 1 }),
  }),
  fc.constantFrom(
    { attribute: 'field.colour', op: 'is', values: ['red'] },
    { attribute: 'breached', op: 'is', values: [true] },
    { attribute: 'urgedTimes', op: 'at-least', value: 2 },
    { attribute: 'satisfaction', op: 'at-most', value: 3 },
    { attribute: 'solvedAt', op: 'is-set' },
    { attribute: 'dueAt', op: 'is-not-set' },
    { attribute: 'openedAt', op: 'before', at: '2026-11-23T12:00:00Z' },
  ),
) as fc.Arbitrary<Condition>;
const ofWhoLooks = fc.constantFrom<Condition[]>(
  [],
  [{ attribute: 'assigneeId', op: 'is', values: [ME] }],
  [{ attribute: 'assigneeId', op: 'is', values: [ME, null] }],
  [{ attribute: 'teamId', op: 'is', values: [MY_TEAM] }],
  [
    { attribute: 'assigneeId', op: 'is', values: [ME] },
    { attribute: 'teamId', op: 'is', values: [MY_TEAM, 'south'] },
  ],
);
const someConditions: fc.Arbitrary<Conditions> = fc.record({
  all: fc.tuple(ofWhoLooks, fc.array(fc.oneof(fixed, relative), { maxLength: 2 })).map((parts) => parts.flat()),
  any: fc.array(fc.oneof(fixed, relative), { maxLength: 2 }),
});
const someState = fc.record({
  status: fc.constantFrom(...STATUSES),
  assigneeId: fc.constantFrom(...PEOPLE),
  teamId: fc.constantFrom(...TEAMS),
  priority: fc.constantFrom('low', 'normal', 'high', 'urgent'),
  urgedTimes: fc.nat(3),
  satisfaction: fc.constantFrom(null, 2, 5),
  solvedAfter: fc.constantFrom(null, 1),
  category: fc.constantFrom(null, 'top', 'left', 'right'),
  colour: fc.constantFrom(null, 'red', 'blue'),
  dueAfter: fc.constantFrom(null, 1, 4),
  breached: fc.boolean(),
});
const someSteps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ step: fc.constant('change' as const), which: fc.nat(9), state: someState }) },
    {
      weight: 2,
      arbitrary: fc.record({ step: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 180 }) }),
    },
    { weight: 2, arbitrary: fc.record({ step: fc.constant('view' as const), conditions: someConditions }) },
    { weight: 1, arbitrary: fc.record({ step: fc.constant('fill' as const) }) },
  ),
  { minLength: 10, maxLength: 40 },
);
const VIEWERS: Viewer[] = PEOPLE.slice(0, 2).flatMap((person) => TEAMS.map((team) => ({ person: person!, team })));

/** By the plain meaning of the words, from what is true and not from lines. */
function isSo(condition: Condition, world: World, id: string, viewer: Viewer): boolean {
  const ticket = world.tickets.get(id)!;
  const { dueAt, breached } = world.dues.get(id)!;
  const value: unknown = { ...ticket, dueAt: dueAt?.toISOString() ?? null, breached }[condition.attribute];
  const now = world.clock.ms();
  if ('values' in condition) {
    const asked = condition.values.map((each) => (each === ME ? viewer.person : each === MY_TEAM ? viewer.team : each));
    const withoutTeam = condition.values.includes(MY_TEAM) && viewer.team === null;
    const wanted = withoutTeam ? asked.filter((each) => each !== null) : asked;
    const has =
      condition.attribute === 'categoryId'
        ? (ticket.categoryPath as { id: string }[]).some((each) => wanted.includes(each.id))
        : condition.attribute.startsWith('field.')
          ? world.fields.get(id)!.some((each) => wanted.includes(each.value))
          : wanted.includes(value as string);
    return condition.op === 'is' ? has : !has;
  }
  if (condition.op === 'is-set' || condition.op === 'is-not-set')
    return (value !== null) === (condition.op === 'is-set');
  if (value === null) return false;
  if ('value' in condition)
    return condition.op === 'at-least' ? Number(value) >= condition.value : Number(value) <= condition.value;
  if (!('at' in condition)) throw new Error('an op without a meaning');
  const hours = { PT1H: 1, PT2H: 2, PT5H: 5 } as Record<string, number>;
  const { at } = condition;
  const limit =
    typeof at === 'string' ? Date.parse(at) : 'ago' in at ? now - hours[at.ago]! * HOUR : now + hours[at.ahead]! * HOUR;
  return condition.op === 'before' ? Date.parse(value as string) < limit : Date.parse(value as string) >= limit;
}

function bruteForce({ all, any }: Conditions, world: World, viewer: Viewer): string[] {
  return [...world.tickets.keys()].filter(
    (id) =>
      all.every((each) => isSo(each, world, id, viewer)) &&
      (any.length === 0 || any.some((each) => isSo(each, world, id, viewer))),
  );
}

function change(
  world: World,
  ids: string[],
  which: number,
  state: typeof someState extends fc.Arbitrary<infer S> ? S : never,
) {
  const now = world.clock.now();
  const id = ids[which] ?? newId(now);
  if (!ids.includes(id)) ids.push(id);
  const opened = (world.tickets.get(id)?.openedAt as string | undefined) ?? now.toISOString();
  const { solvedAfter, category, colour, dueAfter, breached, ...plain } = state;
  const time = (hours: number | null) => (hours === null ? null : new Date(now.getTime() + hours * HOUR));
  const path = category === null ? [] : category === 'top' ? [{ id: 'top' }] : [{ id: 'top' }, { id: category }];
  const solvedAt = time(solvedAfter)?.toISOString() ?? null;
  const moments = { openedAt: opened, updatedAt: now.toISOString(), solvedAt, firstRepliedAt: null, closedAt: null };
  const rest = {
    number: `T-${id.slice(-20)}`,
    ticketType: 'general',
    customerId: id,
    channel: 'web',
    subject: 'x',
    category: null,
  };
  const more = { statusName: null, supervisorId: null, archivedAt: null, categoryId: category, categoryPath: path };
  world.tickets.set(id, { id, ...plain, ...moments, ...rest, ...more });
  world.dues.set(id, { dueAt: time(dueAfter), breached });
  world.fields.set(id, colour === null ? [] : [{ field: 'colour', value: colour }]);
  return id;
}

onEachEngine('counts of views', (open) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open(withServiceTables(ticketCenter.database), ['acme']);
  });
  afterAll(() => engine.dispose());

  const inAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);

  async function emptied(): Promise<void> {
    const tables = ['ticket_line', 'ticket_line_value', 'ticket_count', 'ticket_count_value', 'ticket_count_member'];
    await engine.database.transaction(async (tx) => {
      for (const each of tables) await tx.query(`DELETE FROM ${each}`);
      await new CountBook(new FakeClock()).changed(tx);
    });
  }

  const view = (parts: Parts, conditions: Conditions) =>
    engine.database.transaction((tx) => parts.book.enter(tx, conditions));

  async function agree(parts: Parts, world: World, views: Map<string, Conditions>): Promise<void> {
    for (const viewer of VIEWERS) {
      const standing = await parts.reader.standing([...views.keys()], [viewer]);
      for (const [id, conditions] of views) {
        const so = bruteForce(conditions, world, viewer);
        expect([countFor(standing, id, viewer), conditions, viewer]).toEqual([so.length, conditions, viewer]);
        const sort = [
          { by: 'priority' as const, direction: 'asc' as const },
          { by: 'updatedAt' as const, direction: 'desc' as const },
        ];
        const shown: string[] = [];
        for (let cursor: string | null | undefined; cursor !== null;) {
          const page = await parts.pages.page({ conditions: [conditions], sort, viewer, limit: 3, cursor });
          shown.push(...page.items.map(({ ticketId }) => ticketId));
          cursor = page.next;
        }
        expect(shown.toSorted()).toEqual(so.toSorted());
      }
    }
  }

  it('are what counting says, whatever happens to tickets and views, and so are their pages', async () => {
    const few = engine.database.locksRows ? 8 : 40;
    await fc.assert(
      fc.asyncProperty(someSteps, (steps) =>
        inAcme(async () => {
          await emptied();
          const world = new World();
          const parts = world.partsOn(engine.database);
          const views = new Map<string, Conditions>();
          const ids: string[] = [];
          for (const each of steps) {
            if (each.step === 'change') await parts.lines.follow(change(world, ids, each.which, each.state));
            else if (each.step === 'wait') world.clock.advance(each.minutes * 60_000);
            else if (each.step === 'view') views.set(await view(parts, each.conditions), each.conditions);
            else await parts.worker.look(OURS);
          }
          await parts.worker.look(OURS);
          await agree(parts, world, views);
          const counts = await (await engine.database.reader()).find(CountSchema);
          for (const count of counts) expect(await parts.truth.check(count)).toEqual([]);
        }),
      ),
      { numRuns: few, seed: 1 },
    );
  }, 120_000);

  it('say where they differ, and are counted anew', () =>
    inAcme(async () => {
      await emptied();
      const world = new World();
      const parts = world.partsOn(engine.database);
      const [state] = fc.sample(someState, { numRuns: 1, seed: 2 });
      await parts.lines.follow(change(world, [], 0, { ...state!, status: 'open', assigneeId: 'mia' }));
      const conditions = { all: [{ attribute: 'status', op: 'is' as const, values: ['open'] }], any: [] };
      const id = await view(parts, conditions);
      const viewer = { person: 'mia', team: null };
      expect(countFor(await parts.reader.standing([id], [viewer]), id, viewer)).toBeNull();
      await parts.worker.look(OURS);
      await engine.database.transaction((tx) => tx.update(CountValueSchema, { countId: id }, { tickets: 7 }));
      const [count] = await (await engine.database.reader()).find(CountSchema);
      expect(await parts.truth.check(count!)).toEqual([
        { countId: id, person: '*', team: '*', counted: 7, tickets: 1 },
      ]);
      await parts.worker.look(OURS);
      const [anew] = await (await engine.database.reader()).find(CountSchema);
      expect(countFor(await parts.reader.standing([anew!.id], [viewer]), anew!.id, viewer)).toBe(1);
    }));

  it('lose nothing when many change tickets while a view is being filled', () =>
    inAcme(async () => {
      await emptied();
      const world = new World();
      const [one, other] = [
        world.partsOn(engine.database),
        world.partsOn(engine.database.locksRows ? engine.another() : engine.database),
      ];
      const states = fc.sample(someState, { numRuns: 120, seed: 3 });
      const ids: string[] = [];
      for (const [at, state] of states.slice(0, 30).entries()) await one.lines.follow(change(world, ids, at, state));
      const conditions: Conditions = {
        all: [
          { attribute: 'assigneeId', op: 'is', values: [ME, null] },
          { attribute: 'status', op: 'is', values: ['open', 'new'] },
        ],
        any: [],
      };
      const id = await view(one, conditions);
      const changes = states.slice(30).map((state, at) => {
        const changed = change(world, ids, (at * 7) % 40, state);
        return (at % 2 ? one : other).lines.follow(changed);
      });
      await Promise.all([...changes, other.worker.look(OURS)]);
      for (const ticket of ids) await one.lines.follow(ticket);
      await one.worker.look(OURS);
      await agree(one, world, new Map([[id, conditions]]));
    }));
});
