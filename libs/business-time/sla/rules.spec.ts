import { describe, expect, it } from '@jest/globals';
import { explain } from './explanation.js';
import type { SlaPolicy } from './sla-policy.js';
import { slaClocks } from './sla-clocks.js';
import { LogOutOfOrder, LogWithoutOpening } from './sla.errors.js';
import * as story from './story.contract.js';

const {
  ALWAYS,
  NINE_TO_FIVE,
  agentReplied,
  applied,
  assigned,
  became,
  clocksOf,
  customerWrote,
  opened,
  promise,
  within,
} = story;
const at = (time: string) => `2026-11-23T${time}Z`;
const time = (hoursAndMinutes: string) => new Date(at(hoursAndMinutes));
const MINUTE = 60_000;

const solveIn = (duration: string) => promise('resolution', within(duration, ALWAYS));
const loosened = (policy: SlaPolicy, by: SlaPolicy): SlaPolicy => ({
  ...by,
  id: policy.id,
  version: policy.version + 1,
});

// The rules of domain-rules D3, by number.
describe('(1) the due time is a function of log, policy version and calendar alone', () => {
  const log = [opened(at('09:00')), applied(at('09:00'), solveIn('PT4H')), became(at('10:00'), 'waiting')];

  it('gives the same for the same, and leaves the log as it was', () => {
    const before = structuredClone(log.map(({ at: when, type }) => ({ when, type })));
    expect(slaClocks(log, time('11:00'))).toEqual(slaClocks(log, time('11:00')));
    expect(log.map(({ at: when, type }) => ({ when, type }))).toEqual(before);
  });

  it('knows at a time only what the log says of it', () => {
    expect(slaClocks(log, time('09:30'))).toEqual(slaClocks(log.slice(0, 2), time('09:30')));
    expect(slaClocks(log, time('08:59'))).toEqual([]);
  });

  it('applies the hours of the version in force to the whole run', () => {
    const night = promise('resolution', within('PT4H', ALWAYS));
    const day = { ...promise('resolution', within('PT4H', NINE_TO_FIVE)), version: 2 };
    const rescheduled = [opened(at('06:00')), applied(at('06:00'), night), applied(at('08:00'), day)];
    expect(clocksOf(rescheduled, 'resolution', at('07:00'))[0]).toMatchObject({ dueAt: time('10:00') });
    expect(clocksOf(rescheduled, 'resolution')[0]).toMatchObject({ dueAt: time('13:00'), elapsedMs: 0 });
  });

  it('counts from the start when a policy comes later', () => {
    const late = [opened(at('09:00')), applied(at('09:20'), solveIn('PT1H'))];
    expect(clocksOf(late, 'resolution')[0]).toMatchObject({ dueAt: time('10:00'), elapsedMs: 20 * MINUTE });
  });

  it('that was used up as the clock stopped is missed when it goes on, and not yet in that instant', () => {
    const log = [opened(at('09:00')), applied(at('09:00'), solveIn('PT1H')), became(at('10:00'), 'solved')];
    const again = [...log, became(at('12:00'), 'open')];
    expect(clocksOf(again, 'resolution', at('12:00'))[0]).toMatchObject({ dueAt: time('10:00'), breaches: [] });
    expect(clocksOf(again, 'resolution', at('12:01'))[0]).toMatchObject({ breaches: [{ at: time('12:00') }] });
  });

  it('has no clock where no policy has a target, nor when the policy was taken away', () => {
    expect(slaClocks([opened(at('09:00'))], time('10:00'))).toEqual([]);
    const withdrawn = [opened(at('09:00')), applied(at('09:00'), solveIn('PT4H')), applied(at('10:00'), null)];
    expect(slaClocks(withdrawn, time('20:00'))).toEqual([]);
  });

  it('refuses a log that is out of order', () => {
    expect(() => slaClocks([opened(at('09:00')), agentReplied(at('08:00'))], time('10:00'))).toThrow(LogOutOfOrder);
    expect(() => slaClocks([opened(at('09:00')), agentReplied('nonsense')], time('10:00'))).toThrow(LogOutOfOrder);
    expect(() => slaClocks([opened('nonsense')], time('10:00'))).toThrow(LogOutOfOrder);
  });

  it.each([
    ['is empty', []],
    ['begins with something else', [agentReplied(at('09:00'))]],
    ['opens twice', [opened(at('09:00')), opened(at('10:00'))]],
  ])('refuses a log that %s', (_, broken) => {
    expect(() => slaClocks(broken, time('10:00'))).toThrow(LogWithoutOpening);
  });
});

describe('(2) a pause survives a change of policy', () => {
  const paused = [
    opened(at('09:00')),
    applied(at('09:00'), solveIn('PT4H')),
    became(at('09:10'), 'waiting'),
    became(at('10:10'), 'open'),
  ];

  it.each([[['waiting'] as const], [[]]])('when the new one pauses in %j', (pausedIn) => {
    const changed = { ...promise('resolution', { ...within('PT1H', ALWAYS), pausedIn }), version: 2 };
    const [clock] = clocksOf([...paused, applied(at('10:20'), changed)], 'resolution');
    expect(clock).toMatchObject({ dueAt: time('11:00'), elapsedMs: 20 * MINUTE });
  });

  it('and a pause that goes on ends when the new policy does not pause', () => {
    const changed = { ...promise('resolution', { ...within('PT1H', ALWAYS), pausedIn: [] }), version: 2 };
    const [clock] = clocksOf([...paused.slice(0, 3), applied(at('09:40'), changed)], 'resolution');
    expect(clock).toMatchObject({ state: 'running', dueAt: time('10:30'), elapsedMs: 10 * MINUTE });
  });

  it('and is judged by the first policy where there was none yet', () => {
    const log = [opened(at('09:00')), became(at('09:10'), 'waiting'), became(at('10:10'), 'open')];
    const [clock] = clocksOf([...log, applied(at('10:20'), solveIn('PT1H'))], 'resolution');
    expect(clock).toMatchObject({ dueAt: time('11:00') });
  });

  it('and is not judged by a policy that was replaced in the same moment', () => {
    const never = promise('resolution', { ...within('PT1H', ALWAYS), pausedIn: [] });
    const log = [opened(at('09:00')), became(at('09:10'), 'waiting'), became(at('10:10'), 'open')];
    const replaced = [...log, applied(at('10:20'), never), applied(at('10:20'), { ...solveIn('PT1H'), version: 2 })];
    expect(clocksOf(replaced, 'resolution')[0]).toMatchObject({ dueAt: time('11:00') });
  });

  it('leaves the due time open while it lasts, and says what is used up', () => {
    const [clock] = clocksOf(paused.slice(0, 3), 'resolution', at('10:00'));
    expect(clock).toMatchObject({ state: 'paused', dueAt: null, elapsedMs: 10 * MINUTE, breaches: [] });
  });

  it('is for each target to decide by category', () => {
    const target = { ...within('PT1H', ALWAYS), pausedIn: ['waiting'] as const };
    const log = [
      opened(at('09:00')),
      applied(at('09:00'), promise('resolution', target)),
      became(at('09:10'), 'on-hold'),
    ];
    expect(clocksOf(log, 'resolution')[0]).toMatchObject({ state: 'running', dueAt: time('10:00') });
  });
});

describe('(3) the next-response clock', () => {
  const answerIn = (duration: string) => applied(at('09:00'), promise('next-response', within(duration, ALWAYS)));

  it('does not exist before the first response, however often the customer writes (zammad#5177)', () => {
    const log = [opened(at('09:00')), answerIn('PT30M'), customerWrote(at('09:05')), customerWrote(at('09:10'))];
    expect(clocksOf(log, 'next-response', at('18:00'))).toEqual([]);
    expect(clocksOf([...log, agentReplied(at('09:20'))], 'next-response', at('18:00'))).toEqual([]);
  });

  it('runs from the earliest of several messages to the earliest of several replies (zammad#3410)', () => {
    const log = [
      opened(at('09:00')),
      answerIn('PT30M'),
      agentReplied(at('09:05')),
      customerWrote(at('10:00')),
      customerWrote(at('10:20')),
      agentReplied(at('10:25')),
      agentReplied(at('11:00')),
    ];
    expect(clocksOf(log, 'next-response', at('18:00'))).toMatchObject([
      { instance: 1, startedAt: time('10:00'), dueAt: time('10:30'), fulfilledAt: time('10:25'), breaches: [] },
    ]);
  });

  it('is another instance each time', () => {
    const log = [
      opened(at('09:00')),
      answerIn('PT30M'),
      agentReplied(at('09:05')),
      customerWrote(at('10:00')),
      agentReplied(at('10:40')),
      customerWrote(at('12:00')),
    ];
    expect(clocksOf(log, 'next-response', at('12:10'))).toMatchObject([
      { instance: 1, state: 'fulfilled', breaches: [{ dueAt: time('10:30'), at: time('10:30') }] },
      { instance: 2, state: 'running', dueAt: time('12:30'), elapsedMs: 10 * MINUTE, breaches: [] },
    ]);
  });

  it('leaves the first response alone, which runs from the opening to the first reply', () => {
    const policy = promise('first-response', within('PT1H', ALWAYS));
    const log = [
      opened(at('09:00')),
      applied(at('09:00'), policy),
      customerWrote(at('09:30')),
      agentReplied(at('09:50')),
    ];
    const fulfilled = { instance: 1, state: 'fulfilled', fulfilledAt: time('09:50'), elapsedMs: 50 * MINUTE };
    expect(clocksOf([...log, agentReplied(at('11:00'))], 'first-response')).toMatchObject([fulfilled]);
  });

  it('and is fulfilled without any time when the answer comes with the question', () => {
    const policy = promise('first-response', within('PT1H', ALWAYS));
    const log = [opened(at('09:00')), applied(at('09:00'), policy), agentReplied(at('09:00'))];
    expect(clocksOf(log, 'first-response', at('18:00'))).toMatchObject([
      { state: 'fulfilled', elapsedMs: 0, dueAt: time('10:00'), breaches: [] },
    ]);
  });

  it('beside which the update clock starts anew with every reply', () => {
    const policy = promise('update', within('PT1H', ALWAYS));
    const log = [
      opened(at('09:00')),
      applied(at('09:00'), policy),
      agentReplied(at('10:00')),
      agentReplied(at('10:50')),
    ];
    expect(clocksOf(log.slice(0, 2), 'update', at('18:00'))).toEqual([]);
    expect(clocksOf(log, 'update')).toMatchObject([
      { instance: 1, state: 'fulfilled', fulfilledAt: time('10:50') },
      { instance: 2, state: 'running', dueAt: time('11:50') },
    ]);
  });
});

describe('(4) solved time is neither pending nor working', () => {
  const log = [opened(at('09:00')), applied(at('09:00'), solveIn('PT1H')), became(at('09:20'), 'solved')];

  it('fulfils the resolution, also when it is closed later', () => {
    const closed = [...log, became(at('12:00'), 'closed')];
    const fulfilled = { state: 'fulfilled', fulfilledAt: time('09:20'), elapsedMs: 20 * MINUTE, dueAt: time('10:00') };
    expect(clocksOf(closed, 'resolution', at('18:00'))[0]).toMatchObject({ ...fulfilled, breaches: [] });
  });

  it('is left out when the ticket is reopened, which goes on with the same instance', () => {
    const reopened = [...log, became(at('11:00'), 'open')];
    const [clock] = clocksOf(reopened, 'resolution', at('11:10'));
    expect(clock).toMatchObject({ instance: 1, state: 'running', fulfilledAt: null, elapsedMs: 30 * MINUTE });
    expect(clock!.dueAt).toEqual(time('11:40'));
  });

  it('is the same from a pause: nothing of it is counted', () => {
    const waiting = [...log.slice(0, 2), became(at('09:10'), 'waiting'), became(at('09:20'), 'solved')];
    const [clock] = clocksOf([...waiting, became(at('11:00'), 'open')], 'resolution');
    expect(clock).toMatchObject({ elapsedMs: 10 * MINUTE, dueAt: time('11:50') });
  });

  it('stops clocks that wait for a reply, without fulfilling them', () => {
    const policy = promise('first-response', within('PT1H', ALWAYS));
    const solved = [opened(at('09:00')), applied(at('09:00'), policy), became(at('09:20'), 'solved')];
    expect(clocksOf(solved, 'first-response', at('18:00'))[0]).toMatchObject({ state: 'stopped', breaches: [] });
    const reopened = [...solved, became(at('11:00'), 'open')];
    expect(clocksOf(reopened, 'first-response')[0]).toMatchObject({ state: 'running', dueAt: time('11:40') });
  });

  it('keeps the policy that was fulfilled, whatever is applied while the ticket is solved', () => {
    const [clock] = clocksOf([...log, applied(at('12:00'), solveIn('PT5M'))], 'resolution', at('18:00'));
    expect(clock).toMatchObject({ target: { ms: 60 * MINUTE }, dueAt: time('10:00'), breaches: [] });
  });

  it('is not what a merged ticket had: it was stopped, not solved', () => {
    const merged = [...log.slice(0, 2), became(at('09:20'), 'merged')];
    const [clock] = clocksOf(merged, 'resolution', at('18:00'));
    expect(clock).toMatchObject({ state: 'stopped', fulfilledAt: null, breaches: [] });
  });
});

describe('(5) an OLA', () => {
  const ola = new Map([
    ['G1', within('PT2H', ALWAYS)],
    ['G2', within('PT1H', ALWAYS)],
  ]);
  const log = [opened(at('08:00')), applied(at('08:00'), { ...solveIn('PT8H'), ola }), assigned(at('09:00'), 'G1')];

  it('starts with the assignment of its group, not with the ticket', () => {
    expect(clocksOf(log, 'ola')).toMatchObject([{ group: 'G1', startedAt: time('09:00'), dueAt: time('11:00') }]);
  });

  it('starts anew with each assignment, and is fulfilled by handing over', () => {
    const back = [...log, assigned(at('10:00'), 'G2'), assigned(at('10:30'), 'G1')];
    expect(clocksOf(back, 'ola')).toMatchObject([
      { group: 'G1', instance: 1, state: 'fulfilled', fulfilledAt: time('10:00') },
      { group: 'G2', instance: 2, state: 'fulfilled', fulfilledAt: time('10:30') },
      { group: 'G1', instance: 3, state: 'running', dueAt: time('12:30') },
    ]);
  });

  it('does not start anew when the group that has the ticket is assigned again (glpi#14423)', () => {
    expect(clocksOf([...log, assigned(at('10:00'), 'G1')], 'ola')).toMatchObject([{ dueAt: time('11:00') }]);
  });

  it('ends when the group is taken away, or was never promised for', () => {
    expect(clocksOf([...log, assigned(at('10:00'), null)], 'ola')).toMatchObject([{ state: 'fulfilled' }]);
    expect(clocksOf([...log, assigned(at('10:00'), 'constructor')], 'ola')).toHaveLength(1);
  });

  it('is fulfilled by the solution, not by what happens to the solved ticket', () => {
    const handedOver = [...log, became(at('10:00'), 'solved'), assigned(at('15:00'), null)];
    expect(clocksOf(handedOver, 'ola')).toMatchObject([{ fulfilledAt: time('10:00'), breaches: [] }]);
  });
});

describe('(6) a breach', () => {
  const tight = solveIn('PT1H');
  const breached = [opened(at('09:00')), applied(at('09:00'), tight)];
  const oneHour = { policy: { id: 'gold', version: 1 }, targetMs: 60 * MINUTE, dueAt: time('10:00') };

  it('begins after the due time', () => {
    expect(clocksOf(breached, 'resolution', at('10:00'))[0]!.breaches).toEqual([]);
    expect(clocksOf(breached, 'resolution', '2026-11-23T10:00:00.001Z')[0]!.breaches).toMatchObject([oneHour]);
  });

  it('is none when the ticket is solved in the last millisecond', () => {
    const solved = [...breached, became(at('10:00'), 'solved')];
    expect(clocksOf(solved, 'resolution', at('18:00'))[0]!.breaches).toEqual([]);
  });

  it('stays recorded when the policy is loosened, beside what is promised now', () => {
    const log = [...breached, applied(at('11:00'), loosened(tight, solveIn('PT4H')))];
    const [clock] = clocksOf(log, 'resolution', at('12:00'));
    expect(clock).toMatchObject({ target: { ms: 240 * MINUTE }, dueAt: time('13:00'), state: 'running' });
    expect(clock!.breaches).toEqual([{ ...oneHour, at: time('10:00'), notifyAt: time('10:00') }]);
  });

  it('stays recorded when the policy is taken away, and when the ticket is solved', () => {
    const withdrawn = [...breached, applied(at('11:00'), null)];
    expect(clocksOf(withdrawn, 'resolution')[0]).toMatchObject({ policy: null, dueAt: null, breaches: [oneHour] });
    const shortened = [...breached, applied(at('11:00'), promise('update', within('PT1H', ALWAYS)))];
    expect(clocksOf(shortened, 'resolution')[0]).toMatchObject({ policy: null, target: null, breaches: [oneHour] });
    const solved = [...breached, became(at('11:00'), 'solved')];
    expect(clocksOf(solved, 'resolution')[0]).toMatchObject({ state: 'fulfilled', breaches: [oneHour] });
  });

  it('is recorded again for each version that is broken too, and once for each', () => {
    const looser = loosened(tight, solveIn('PT4H'));
    const log = [...breached, applied(at('11:00'), looser), applied(at('13:30'), tight), applied(at('14:00'), looser)];
    expect(clocksOf(log, 'resolution', at('18:00'))[0]!.breaches).toMatchObject([
      { policy: { version: 1 }, at: time('10:00') },
      { policy: { version: 2 }, dueAt: time('13:00'), at: time('13:00') },
    ]);
  });

  it('begins not before the policy that makes it one', () => {
    const log = [
      opened(at('09:00')),
      applied(at('09:00'), solveIn('PT8H')),
      applied(at('12:00'), loosened(tight, tight)),
    ];
    expect(clocksOf(log, 'resolution', at('12:01'))[0]!.breaches).toMatchObject([
      { policy: { version: 2 }, dueAt: time('10:00'), at: time('12:00') },
    ]);
  });

  it('waits for the clock to run on when the last of the time was used up with the pause', () => {
    const log = [...breached, became(at('10:00'), 'waiting')];
    expect(clocksOf(log, 'resolution', at('18:00'))[0]).toMatchObject({ state: 'paused', breaches: [] });
    const resumed = [...log, became(at('12:00'), 'open')];
    expect(clocksOf(resumed, 'resolution', at('12:01'))[0]!.breaches).toMatchObject([
      { dueAt: time('10:00'), at: time('12:00') },
    ]);
  });
});

describe('(7) people are told of a breach', () => {
  const always = promise('resolution', within('PT8H', ALWAYS));
  const served = { ...always, serviceHours: NINE_TO_FIVE };
  const breachedAt = (opening: string) =>
    clocksOf([opened(opening), applied(opening, served)], 'resolution', '2026-11-30T00:00Z')[0]!.breaches[0]!;

  it('when service hours begin, not at midnight (zammad#4432)', () => {
    expect(breachedAt('2026-11-20T16:00Z')).toMatchObject({
      at: new Date('2026-11-21T00:00Z'),
      notifyAt: new Date('2026-11-23T09:00Z'),
    });
  });

  it('at once within them', () => {
    expect(breachedAt(at('02:00'))).toMatchObject({ at: time('10:00'), notifyAt: time('10:00') });
  });
});

describe('(8) calendars', () => {
  it('are of the target: each metric counts in its own hours', () => {
    const targets = { resolution: within('PT4H', NINE_TO_FIVE), 'first-response': within('PT4H', ALWAYS) };
    const log = [opened(at('15:00')), applied(at('15:00'), { ...always(), targets })];
    expect(clocksOf(log, 'resolution')[0]!.dueAt).toEqual(new Date('2026-11-24T11:00Z'));
    expect(clocksOf(log, 'first-response')[0]!.dueAt).toEqual(time('19:00'));
  });

  it('are left outside their hours: a clock that starts there waits', () => {
    const log = [
      opened('2026-11-21T12:00Z'),
      applied('2026-11-21T12:00Z', promise('resolution', within('P1D', NINE_TO_FIVE))),
    ];
    expect(clocksOf(log, 'resolution')[0]).toMatchObject({ state: 'running', dueAt: time('17:00') });
  });

  function always(): SlaPolicy {
    return promise('resolution', within('PT4H', ALWAYS));
  }
});

describe('the explanation of a due time', () => {
  const log = [
    opened('2026-11-20T16:00Z'),
    applied('2026-11-20T16:00Z', promise('resolution', within('PT4H', NINE_TO_FIVE))),
    became('2026-11-23T10:00Z', 'waiting'),
    became('2026-11-23T11:00Z', 'open'),
    became('2026-11-23T12:00Z', 'solved'),
    became('2026-11-23T13:00Z', 'open'),
  ];
  const [clock] = clocksOf(log, 'resolution');

  it('says of each segment whether it was counted, and why', () => {
    const told = explain(clock!, clock!.dueAt!).map(({ from, to, counted, why, category }) =>
      [from.toISOString().slice(8, 16), to.toISOString().slice(8, 16), counted ? '+' : '-', why, category].join(' '),
    );
    expect(told).toEqual([
      '20T16:00 20T17:00 + in-hours new',
      '20T17:00 23T09:00 - out-of-hours new',
      '23T09:00 23T10:00 + in-hours new',
      '23T10:00 23T11:00 - paused waiting',
      '23T11:00 23T12:00 + in-hours open',
      '23T12:00 23T13:00 - stopped solved',
      '23T13:00 23T14:00 + in-hours open',
    ]);
  });

  it('goes as far as it is asked, and not beyond the end of the clock', () => {
    expect(explain(clock!, new Date('2026-11-20T16:30Z'))).toHaveLength(1);
    expect(explain(clock!, new Date('2026-11-20T15:00Z'))).toEqual([]);
    const policy = promise('first-response', within('PT4H', ALWAYS));
    const replied = [opened(at('09:00')), applied(at('09:00'), policy), agentReplied(at('09:30'))];
    const segments = explain(clocksOf(replied, 'first-response')[0]!, time('18:00'));
    expect(segments).toMatchObject([{ from: time('09:00'), to: time('09:30') }]);
  });

  it('goes on when its calendar opens no more', () => {
    const lastDay = { date: '2026-11-23', hours: [{ from: '09:00', to: '17:00' }] };
    const policy = promise('resolution', within('PT1H', story.calendar({}, { holidays: [lastDay] })));
    const [last] = clocksOf([opened(at('09:00')), applied(at('09:00'), policy)], 'resolution');
    const segments = explain(last!, new Date('2026-12-24T00:00Z'));
    expect(segments.map(({ to }) => to)).toEqual([time('17:00'), new Date('2026-12-24T00:00Z')]);
  });

  it('is empty where nothing is promised any more', () => {
    const late = [opened(at('09:00')), applied(at('09:00'), solveIn('PT1H')), applied(at('11:00'), null)];
    expect(explain(clocksOf(late, 'resolution')[0]!, time('12:00'))).toEqual([]);
  });
});
