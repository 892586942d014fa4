import { describe, expect, it } from '@jest/globals';
import type { SlaPolicy, SlaTarget } from './sla-policy.js';
import * as story from './story.contract.js';

const { ALWAYS, NINE_TO_FIVE, applied, became, clocksOf, opened, promise, within } = story;
const at = (time: string) => `2026-11-23T${time}Z`;
const time = (hoursAndMinutes: string) => new Date(at(hoursAndMinutes));
const MINUTE = 60_000;

const warned = (target: SlaTarget, ...minutes: number[]): SlaPolicy =>
  promise('resolution', { ...target, warnAtMs: minutes.map((minute) => minute * MINUTE) });
const hour = (...minutes: number[]) => warned(within('PT1H', ALWAYS), ...minutes);

describe('the warnings of a clock', () => {
  const log = [opened(at('09:00')), applied(at('09:00'), hour(30, 45))];

  it('come each when so much of the target is used up, and not in that instant yet', () => {
    expect(clocksOf(log, 'resolution', at('09:30'))[0]!.warnings).toEqual([]);
    expect(clocksOf(log, 'resolution', at('09:31'))[0]!.warnings).toMatchObject([
      { usedMs: 30 * MINUTE, targetMs: 60 * MINUTE, dueAt: time('10:00'), at: time('09:30'), notifyAt: time('09:30') },
    ]);
    expect(clocksOf(log, 'resolution', at('12:00'))[0]).toMatchObject({
      warnings: [{ at: time('09:30') }, { at: time('09:45') }],
      breaches: [{ at: time('10:00') }],
    });
  });

  it('wait while the clock does', () => {
    const paused = [...log, became(at('09:10'), 'waiting'), became(at('10:10'), 'open')];
    expect(clocksOf(paused, 'resolution', at('10:05'))[0]).toMatchObject({ warnings: [], nextAlarmAt: null });
    expect(clocksOf(paused, 'resolution', at('10:31'))[0]!.warnings).toMatchObject([{ at: time('10:30') }]);
  });

  it('count in the hours of the target', () => {
    const late = [opened(at('16:30')), applied(at('16:30'), warned(within('PT2H', NINE_TO_FIVE), 60))];
    expect(clocksOf(late, 'resolution', '2026-11-24T12:00Z')[0]!.warnings).toMatchObject([
      { at: new Date('2026-11-24T09:30Z') },
    ]);
  });

  it('do not come with a breach, nor after it: a tighter policy that is broken at once warns of nothing', () => {
    const tightened = [
      opened(at('09:00')),
      applied(at('09:00'), warned(within('PT8H', ALWAYS))),
      applied(at('11:00'), { ...hour(30), version: 2 }),
    ];
    expect(clocksOf(tightened, 'resolution', at('11:01'))[0]).toMatchObject({
      warnings: [],
      breaches: [{ at: time('11:00') }],
    });
  });

  it('come again for the version that follows, and once for each', () => {
    const twice = [...log, applied(at('09:40'), { ...hour(30), version: 2 }), became(at('09:50'), 'open')];
    expect(clocksOf(twice, 'resolution', at('09:55'))[0]!.warnings).toMatchObject([
      { policy: { version: 1 }, at: time('09:30') },
      { policy: { version: 2 }, at: time('09:40') },
    ]);
  });

  it('never come to a ticket that is solved before', () => {
    const solved = [...log, became(at('09:20'), 'solved')];
    expect(clocksOf(solved, 'resolution', at('18:00'))[0]).toMatchObject({ warnings: [], nextAlarmAt: null });
  });
});

describe('the next alarm of a clock', () => {
  const log = [opened(at('09:00')), applied(at('09:00'), hour(30))];

  it('is the warning, then the breach, then none', () => {
    expect(clocksOf(log, 'resolution', at('09:00'))[0]!.nextAlarmAt).toEqual(time('09:30'));
    expect(clocksOf(log, 'resolution', at('09:30'))[0]!.nextAlarmAt).toEqual(time('09:30'));
    expect(clocksOf(log, 'resolution', at('09:31'))[0]!.nextAlarmAt).toEqual(time('10:00'));
    expect(clocksOf(log, 'resolution', at('10:01'))[0]!.nextAlarmAt).toBeNull();
  });
});
