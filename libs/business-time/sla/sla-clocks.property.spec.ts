import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Calendar } from '../calendar.js';
import { MinuteByMinute } from '../oracle/minute-by-minute.js';
import { observed, SlaMinuteByMinute } from '../oracle/sla-minute-by-minute.js';
import { explain } from './explanation.js';
import type { SlaEvent, SlaLog } from './sla-log.js';
import type { SlaPolicy, SlaTarget, StatusCategory } from './sla-policy.js';
import { slaClocks } from './sla-clocks.js';
import { ALWAYS, calendar, everyDay, workdays } from './story.contract.js';

/** The same stories on every run. */
const SEED = 1;
const MINUTE = 60_000;
const START = Date.parse('2026-03-27T12:00Z');
/** Clocks in Europe are put forward two days later. */
const DAYS = 5;

const OFFICE_HOURS = [
  { from: '09:00', to: '12:30' },
  { from: '13:30', to: '18:00' },
];
const OFFICE = calendar(workdays(...OFFICE_HOURS), { timeZone: 'Europe/Berlin' });
const NIGHT_DESK = calendar(everyDay({ from: '20:00', to: '04:00' }), { timeZone: 'Europe/Berlin' });
const CALENDARS = [ALWAYS, OFFICE, NIGHT_DESK];

const someTarget: fc.Arbitrary<SlaTarget> = fc
  .record({
    calendar: fc.constantFrom(...CALENDARS),
    ms: fc.integer({ min: 1, max: 12 * 60 }).map((minutes) => minutes * MINUTE),
    pausedIn: fc.subarray<StatusCategory>(['new', 'open', 'waiting', 'on-hold']),
  })
  .map((target) => ({ ...target, warnAtMs: [target.ms / 2] }));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 });
const someOla = fc.dictionary(fc.constantFrom('G1', 'G2'), someTarget).map((ola) => new Map(Object.entries(ola)));
const somePolicies: fc.Arbitrary<SlaPolicy[]> = fc
  .array(
    fc.record({
      targets: fc.record({
        'first-response': maybe(someTarget),
        'next-response': maybe(someTarget),
        update: maybe(someTarget),
        resolution: maybe(someTarget),
      }),
      ola: someOla,
      serviceHours: fc.constantFrom(...CALENDARS),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((policies) => policies.map((policy, index) => ({ id: 'gold', version: index + 1, ...policy })));

type Happening = { [Type in SlaEvent['type']]: Omit<Extract<SlaEvent, { type: Type }>, 'at'> }[SlaEvent['type']];

function someHappening(policies: readonly SlaPolicy[]): fc.Arbitrary<Happening> {
  const categories: StatusCategory[] = ['open', 'waiting', 'on-hold', 'solved', 'open', 'closed', 'merged'];
  return fc.oneof(
    fc.constantFrom(...categories).map((to) => ({ type: 'status-changed' as const, to })),
    fc.constantFrom(...categories).map((to) => ({ type: 'status-changed' as const, to })),
    fc.constant({ type: 'customer-wrote' as const }),
    fc.constant({ type: 'agent-replied' as const }),
    fc.constantFrom('G1', 'G2', 'G3', null).map((group) => ({ type: 'group-assigned' as const, group })),
    fc.constantFrom(null, ...policies).map((policy) => ({ type: 'policy-applied' as const, policy })),
  );
}

/** Opened at any minute; all else in minutes of its own. */
const someLog: fc.Arbitrary<SlaLog> = somePolicies.chain((policies) =>
  fc
    .uniqueArray(fc.tuple(fc.nat(DAYS * 24 * 60), someHappening(policies)), { selector: ([at]) => at, maxLength: 14 })
    .map((happenings) => happenings.toSorted(([left], [right]) => left - right))
    .map((happenings) => [
      { at: new Date(START - MINUTE), type: 'opened' as const },
      { at: new Date(START - MINUTE), type: 'policy-applied' as const, policy: policies[0]! },
      ...happenings.map(([minute, happening]) => ({ at: new Date(START + minute * MINUTE), ...happening })),
    ]),
);
const someTime = fc.nat(DAYS * 24 * 60).map((minute) => new Date(START + minute * MINUTE));

describe('whatever happens to a ticket', () => {
  it('its clocks say what comes of looking at the wall clock every minute', () => {
    const until = new Date(START + (DAYS + 12) * 24 * 60 * MINUTE);
    const hours = new Map<Calendar, MinuteByMinute>();
    const at = (timeZone: string, weekly: ReturnType<typeof everyDay>) => {
      const closed = { holidays: [], extraWorkingDays: [], worksExtraDays: true };
      return new MinuteByMinute({ timeZone, weekly, ...closed }, new Date(START - MINUTE), until);
    };
    hours.set(ALWAYS, at('UTC', everyDay({ from: '00:00', to: '24:00' })));
    hours.set(OFFICE, at('Europe/Berlin', workdays(...OFFICE_HOURS)));
    hours.set(NIGHT_DESK, at('Europe/Berlin', everyDay({ from: '20:00', to: '04:00' })));
    fc.assert(
      fc.property(someLog, someTime, (log, asOf) => {
        const byName = (left: { clock: string }, right: { clock: string }) => (left.clock < right.clock ? -1 : 1);
        const watched = new SlaMinuteByMinute(hours).observe(log, asOf).toSorted(byName);
        expect(observed(slaClocks(log, asOf)).toSorted(byName)).toEqual(watched);
      }),
      { numRuns: 400, seed: SEED },
    );
  });

  it('a breach stays as it was recorded, whatever comes later', () => {
    fc.assert(
      fc.property(someLog, someTime, someTime, (log, one, other) => {
        const [earlier, later] = one < other ? [one, other] : [other, one];
        const then = slaClocks(log, later);
        for (const { metric, instance, breaches } of slaClocks(log, earlier)) {
          const same = then.find((clock) => clock.metric === metric && clock.instance === instance);
          expect(same?.breaches.slice(0, breaches.length) ?? []).toEqual(breaches);
        }
      }),
      { numRuns: 500, seed: SEED },
    );
  });

  it('the explanation has no gaps, and what it counts is the time elapsed', () => {
    fc.assert(
      fc.property(someLog, someTime, (log, asOf) => {
        for (const clock of slaClocks(log, asOf).filter(({ target }) => target !== null)) {
          const segments = explain(clock, asOf);
          expect(sumOf(segments)).toBe(clock.elapsedMs);
          segments.forEach(({ from, to }, index) => {
            expect(from).toEqual(segments[index - 1]?.to ?? clock.startedAt);
            expect(to > from).toBe(true);
          });
        }
      }),
      { numRuns: 500, seed: SEED },
    );
  });

  it('the explanation of a due time sums up to the target', () => {
    fc.assert(
      fc.property(someLog, someTime, (log, asOf) => {
        for (const clock of slaClocks(log, asOf).filter(({ state }) => state === 'running')) {
          if (clock.dueAt !== null) expect(sumOf(explain(clock, clock.dueAt))).toBe(clock.target!.ms);
        }
      }),
      { numRuns: 500, seed: SEED },
    );
  });

  it('it is warned of before it is missed, and the next alarm is the first thing that comes', () => {
    fc.assert(
      fc.property(someLog, someTime, (log, asOf) => {
        for (const { warnings, breaches, nextAlarmAt, ...clock } of slaClocks(log, asOf)) {
          for (const { policy, at } of breaches) {
            const early = warnings.filter((each) => each.policy.version === policy.version);
            for (const warning of early) expect(warning.at < at).toBe(true);
          }
          if (nextAlarmAt === null) continue;
          expect(nextAlarmAt >= asOf).toBe(true);
          const then = slaClocks(logOnlyUntil(log, asOf), new Date(nextAlarmAt.getTime() + 1));
          const same = then.find(({ metric, instance }) => metric === clock.metric && instance === clock.instance)!;
          expect(same.warnings.length + same.breaches.length).toBeGreaterThan(warnings.length + breaches.length);
        }
      }),
      { numRuns: 500, seed: SEED },
    );
  });

  it('more time is never due earlier, and no more often missed', () => {
    fc.assert(
      fc.property(someLog, someTime, fc.integer({ min: 1, max: 600 }), (log, asOf, minutes) => {
        const generous = log.map((event) =>
          event.type === 'policy-applied'
            ? { ...event, policy: event.policy && loosened(event.policy, minutes) }
            : event,
        );
        const clocks = slaClocks(log, asOf);
        for (const loose of slaClocks(generous, asOf)) {
          const tight = clocks.find(({ metric, instance }) => metric === loose.metric && instance === loose.instance)!;
          if (tight.dueAt !== null && loose.dueAt !== null) expect(loose.dueAt > tight.dueAt).toBe(true);
          expect(loose.breaches.length).toBeLessThanOrEqual(tight.breaches.length);
        }
      }),
      { numRuns: 500, seed: SEED },
    );
  });
});

function loosened(policy: SlaPolicy, minutes: number): SlaPolicy {
  const looser = (target: SlaTarget) => ({ ...target, ms: target.ms + minutes * MINUTE });
  const targets = Object.entries(policy.targets).flatMap(([metric, target]) =>
    target === undefined ? [] : [[metric, looser(target)] as const],
  );
  const ola = Array.from(policy.ola, ([group, target]) => [group, looser(target)] as const);
  return { ...policy, targets: Object.fromEntries(targets), ola: new Map(ola) };
}

function logOnlyUntil(log: SlaLog, asOf: Date): SlaLog {
  return log.filter(({ at }) => at <= asOf);
}

function sumOf(segments: ReturnType<typeof explain>): number {
  return segments.reduce((sum, { from, to, counted }) => (counted ? sum + to.getTime() - from.getTime() : sum), 0);
}
