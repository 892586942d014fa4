import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import fc from 'fast-check';
import { CellReader } from '../../src/figures/answers/cell-reader.js';
import { CountedContacts } from '../../src/figures/answers/counted-contacts.js';
import { DayFigures } from '../../src/figures/answers/day-figures.js';
import type { DayView } from '../../src/figures/answers/figure.dto.js';
import { LiveFiguresReader } from '../../src/figures/answers/live-figures.js';
import { viewOf } from '../../src/figures/answers/live-rows.js';
import { OldestWaiting } from '../../src/figures/answers/oldest-waiting.js';
import type { ScopeKind } from '../../src/figures/answers/scope.js';
import { AgentFacts } from '../../src/figures/facts/agent-facts.js';
import { ContactFacts } from '../../src/figures/facts/contact-facts.js';
import { SetupBook } from '../../src/figures/facts/setup-book.js';
import { COUNTS, STANDINGS } from '../../src/figures/formulas/tally.js';
import { Recomputation } from '../../src/figures/upkeep/recomputation.js';
import { FigureSettingsService } from '../../src/figures/upkeep/settings.service.js';
import { operationsCenter } from '../../src/service.js';
import { AGENTS, factsOf, QUEUES, someLives, START } from './lives.js';

const DAYS = ['2026-10-24', '2026-10-25', '2026-10-26'];
const STATES = ['ready', 'engaged', 'after-contact-work', 'not-ready', 'offline'] as const;

/** Everything of the figures on one database. */
function aFloor({ database }: Engine) {
  const clock = new FakeClock(new Date(START + 3_600_000).toISOString());
  const [book, cells] = [new SetupBook(), new CellReader(database)];
  return {
    clock,
    contacts: new ContactFacts(database, book, clock),
    agents: new AgentFacts(database, book, clock),
    counted: new CountedContacts(database, cells),
    days: new DayFigures(database, cells, clock),
    live: new LiveFiguresReader(database, cells, new OldestWaiting(database), clock),
    settings: new FigureSettingsService(database, clock),
    recomputation: new Recomputation(database, clock),
  };
}

onEachEngine('figures of any lives', (open) => {
  let engine: Engine;
  let floor: ReturnType<typeof aFloor>;
  beforeEach(async () => {
    engine = await open(operationsCenter.database, ['acme']);
    floor = aFloor(engine);
    await asAcme(() => floor.settings.replace({ timeZone: 'Europe/Berlin', intervalMinutes: 15 }));
  });
  afterEach(() => engine.dispose());

  const asAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const dayOf = (date: string, kind: ScopeKind, id: string) =>
    asAcme(() => floor.days.of(date, { kind, id, minutes: '15' }));
  const differences = async () => {
    const days = await Promise.all(DAYS.map((date) => asAcme(() => floor.recomputation.of(date, false))));
    return days.flatMap((day) => day.differences);
  };
  const SCOPES: (readonly [ScopeKind, string])[] = [
    ...QUEUES.map((id) => ['queue', id] as const),
    ...AGENTS.map((id) => ['agent', id] as const),
    ...([
      ['team', 'north'],
      ['channel', 'voice'],
      ['channel', 'chat'],
      ['product', 'car'],
      ['tenant', ''],
    ] as const),
  ];

  /** Tells all of it, in any order, some of it twice. */
  const tell = async (facts: ReturnType<typeof factsOf>) => {
    for (const [contactId, fact] of facts) await asAcme(() => floor.contacts.take(contactId, fact));
  };
  const inAnyOrder = someLives.chain((lives) => {
    const facts = factsOf(lives);
    return fc.shuffledSubarray([...facts, ...facts.slice(0, 10)], {
      minLength: facts.length + Math.min(10, facts.length),
    });
  });

  it('are those made from the facts alone, lead to as many contacts, and intervals add up to days', async () => {
    let told: ReturnType<typeof factsOf> = [];
    const check = async (facts: ReturnType<typeof factsOf>) => {
      await engine.database.drop('acme');
      await engine.database.provision('acme');
      await asAcme(() => floor.settings.replace({ timeZone: 'Europe/Berlin', intervalMinutes: 15 }));
      told = facts;
      await tell(facts);
      expect(await differences()).toEqual([]);
      for (const [kind, id] of SCOPES) {
        const days = [];
        for (const date of DAYS) days.push(await dayOf(date, kind, id));
        days.forEach(expectSums);
        for (const count of COUNTS) {
          const { from, to } = { from: days[0]!.day.from, to: days[2]!.day.to };
          const { items } = await asAcme(() => floor.counted.list({ kind, id, count, from, to, limit: 200 }));
          expect(items).toHaveLength(days.reduce((sum, { day }) => sum + day[count], 0));
        }
      }
      const { rows } = viewOf(await asAcme(() => floor.live.read()));
      for (const { kind, id, now } of rows)
        for (const count of STANDINGS) {
          const { items } = await asAcme(() => floor.counted.list({ kind, id, count, limit: 200 }));
          expect(items).toHaveLength(now[count]);
        }
    };
    await fc.assert(fc.asyncProperty(inAnyOrder, check), { seed: 20261025, numRuns: 6, endOnFailure: true });
    expect(told.length).toBeGreaterThan(0);
  }, 120_000);

  it('balance: what came to queues was answered, lost, went on, or waits', async () => {
    const check = async (facts: ReturnType<typeof factsOf>) => {
      await engine.database.drop('acme');
      await engine.database.provision('acme');
      await tell(facts);
      const { rows } = viewOf(await asAcme(() => floor.live.read()));
      const waiting = new Map(rows.map(({ kind, id, now }) => [`${kind}/${id}`, now.waiting]));
      for (const queue of QUEUES) {
        const sums: DayView['day'][] = [];
        for (const date of DAYS) sums.push((await dayOf(date, 'queue', queue)).day);
        const sum = (count: (typeof COUNTS)[number]) => sums.reduce((total, day) => total + day[count], 0);
        const left = (['answered', 'abandoned', 'timedOut', 'flowedOut', 'transferred', 'withdrawn'] as const).map(sum);
        const gone = left.reduce((total, each) => total + each, 0);
        expect(sum('offered')).toBe(gone + (waiting.get(`queue/${queue}`) ?? 0));
      }
    };
    await fc.assert(fc.asyncProperty(inAnyOrder, check), { seed: 20261025, numRuns: 3, endOnFailure: true });
  }, 120_000);

  it('have the time of agents cut where intervals meet, whatever order their states are told in', async () => {
    const aLog = fc.array(fc.tuple(fc.integer({ min: 1, max: 5_000_000 }), fc.constantFrom(...STATES)), {
      minLength: 2,
      maxLength: 10,
    });
    const check = async (log: [number, (typeof STATES)[number]][], seed: number) => {
      await engine.database.drop('acme');
      await engine.database.provision('acme');
      let at = START;
      const states = log.map(([ms, state], index) => ({
        agentId: 'mia',
        seq: index + 1,
        state,
        reason: null,
        at: new Date((at += ms)),
      }));
      floor.clock.set(states.at(-1)!.at.toISOString());
      const order = states.toSorted((a, b) => ((a.seq * seed) % 11) - ((b.seq * seed) % 11));
      for (const state of [...order, ...order]) await asAcme(() => floor.agents.take(state));
      expect(await differences()).toEqual([]);
      const inState = (wanted: readonly string[]) =>
        states.reduce((sum, { state, at: since }, index) => {
          const until = states[index + 1]?.at ?? since;
          return wanted.includes(state) ? sum + until.getTime() - since.getTime() : sum;
        }, 0);
      const cells = await asAcme(() =>
        new CellReader(engine.database).times({ level: 'quarter', period: { from: 0, to: START * 2 } }),
      );
      expect(cells.reduce((sum, { ms }) => sum + ms, 0)).toBe(inState(STATES.slice(0, 4)));
      for (const { ms } of cells) expect(ms).toBeLessThanOrEqual(15 * 60_000);
    };
    await fc.assert(fc.asyncProperty(aLog, fc.integer({ min: 1, max: 10 }), check), {
      seed: 20261025,
      numRuns: 4,
      endOnFailure: true,
    });
  }, 120_000);

  it('lose nothing when two processes hear of many contacts at the same time', async () => {
    // The embedded database is one process's own.
    const { database } = engine;
    const other = new ContactFacts(database.locksRows ? engine.another() : database, new SetupBook(), floor.clock);
    const told = factsOf(fc.sample(someLives, { seed: 11, numRuns: 4 }).flat());
    const lanes = [...Map.groupBy(told, ([contactId]) => contactId).values()];
    const work = lanes.map(async (lane, no) => {
      for (const [index, [contactId, fact]] of lane.entries()) {
        const process = (no + index) % 2 === 0 ? floor.contacts : other;
        await asAcme(() => process.take(contactId, fact));
      }
    });
    await Promise.all(work);
    expect(lanes.length).toBeGreaterThan(20);
    expect(await differences()).toEqual([]);
    const { items } = await asAcme(() => floor.counted.list({ kind: 'tenant', id: '', count: 'offered', limit: 200 }));
    expect(items.length).toBeGreaterThan(15);
  }, 60_000);

  it('that are wrong are found and put right from the facts', async () => {
    await tell(factsOf(fc.sample(someLives, { seed: 7, numRuns: 1 })[0]!));
    await asAcme(() =>
      floor.agents.take({ agentId: 'mia', seq: 1, state: 'ready', reason: null, at: new Date(START) }),
    );
    await asAcme(() =>
      floor.agents.take({ agentId: 'mia', seq: 2, state: 'offline', reason: null, at: new Date(START + 60_000) }),
    );
    const sql = [
      'UPDATE figure_cell SET offered = offered + 1',
      'UPDATE figure_time SET ms = ms + 1',
      'UPDATE figure_line SET talkMs = 1',
    ];
    for (const statement of sql) {
      await asAcme(async () => engine.database.transaction((tx) => tx.query(statement)));
      expect(await differences()).not.toEqual([]);
      for (const date of DAYS) await asAcme(() => floor.recomputation.of(date, true));
      expect(await differences()).toEqual([]);
    }
  }, 60_000);

  it('of a day that is put right leave the days after it as they are', async () => {
    await tell(factsOf(fc.sample(someLives, { seed: 7, numRuns: 1 })[0]!));
    await asAcme(async () =>
      engine.database.transaction((tx) => tx.query("UPDATE figure_cell SET offered = offered + 1 WHERE level = 'day'")),
    );
    const [first, ...later] = DAYS;
    const wrong = async (date: string) => (await asAcme(() => floor.recomputation.of(date, false))).differences;
    const before = await Promise.all(later.map(wrong));
    expect(before.flat().length).toBeGreaterThan(0);
    expect(await asAcme(() => floor.recomputation.of(first!, true))).toMatchObject({ isRepaired: true });
    expect(await wrong(first!)).toEqual([]);
    expect(await Promise.all(later.map(wrong))).toEqual(before);
  }, 60_000);
});

/** Counts and sums of the intervals are the day's; so many intervals as the day has quarters of an hour. */
function expectSums({ day, intervals, date }: DayView): void {
  expect(intervals).toHaveLength(date === '2026-10-25' ? 100 : 96);
  for (const count of COUNTS) expect(intervals.reduce((sum, each) => sum + each[count], 0)).toBe(day[count]);
  const longest = intervals.map(({ longestWait }) => Number(longestWait.slice(2, -1)));
  expect(Math.max(...longest)).toBe(Number(day.longestWait.slice(2, -1)));
}
