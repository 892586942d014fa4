import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Alert, type AlertSubject } from './alert.aggregate.js';
import { AlertAcknowledged, AlertCleared, AlertOpen, SnoozeTooLong } from './alert.errors.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const SUBJECT: AlertSubject = {
  ...{ cause: 'threshold/t-1', name: 'too-many-wait', severity: 'warning', figure: 'waiting' },
  ...{ scopeKind: 'queue', scopeId: 'calls' },
  steps: [
    { afterSeconds: 0, people: ['mia'], roles: [] },
    { afterSeconds: 600, people: [], roles: ['supervisor'] },
  ],
};
const raised = () => Alert.raise('a-1', SUBJECT, 12, NOW);
const told = (alert: Alert) =>
  alert.takeEvents().flatMap((event) => (event.type === 'alert-escalated' ? [[...event.people, ...event.roles]] : []));

describe('an alert', () => {
  it('goes to people by steps, each when it is due and once', () => {
    const alert = raised();
    alert.comeDue(NOW, null);
    expect(told(alert)).toEqual([['mia']]);
    alert.comeDue(later(9), null);
    expect(told(alert)).toEqual([]);
    alert.comeDue(later(10), null);
    alert.comeDue(later(60), null);
    expect(told(alert)).toEqual([['supervisor']]);
  });

  it('goes to whoever has the duty then, and to the people of the step when nobody has', () => {
    const duties = [{ kind: 'roster', roster: 'nights', layer: null } as const];
    const steps = [
      { afterSeconds: 0, people: ['mia'], roles: [], duties },
      { afterSeconds: 600, people: ['tom'], roles: ['supervisor'], duties },
    ];
    const alert = Alert.raise('a-1', { ...SUBJECT, steps }, 12, NOW);
    expect(alert.dutiesDue(NOW)).toEqual([{ step: 1, duties }]);
    alert.comeDue(NOW, null, new Map([[1, ['noa']]]));
    expect([told(alert), alert.dutiesDue(later(9))]).toEqual([[['noa']], []]);
    alert.comeDue(later(10), null, new Map([[2, []]]));
    expect(told(alert)).toEqual([['tom', 'supervisor']]);
  });

  it('takes all steps that are due when nobody looked for long', () => {
    const alert = raised();
    alert.comeDue(later(30), null);
    expect(told(alert)).toEqual([['mia'], ['supervisor']]);
  });

  it('goes to nobody else once somebody looks after it', () => {
    const alert = raised();
    alert.comeDue(NOW, null);
    alert.acknowledge('mia', later(1));
    alert.comeDue(later(60), null);
    expect(told(alert)).toEqual([['mia']]);
    expect(() => alert.acknowledge('tom', later(2))).toThrow(AlertAcknowledged);
    expect(() => alert.snooze(later(5), 'tom', later(2))).toThrow(AlertAcknowledged);
  });

  it('sleeps until it is woken, and then takes the steps that came meanwhile', () => {
    const alert = raised();
    alert.comeDue(NOW, null);
    alert.snooze(later(30), 'mia', later(1));
    alert.comeDue(later(29), null);
    expect(told(alert)).toEqual([['mia']]);
    alert.comeDue(later(30), null);
    expect(told(alert)).toEqual([['supervisor']]);
  });

  it.each([0, -1, 24 * 60 + 1])('is not snoozed for %s minutes', (minutes) => {
    expect(() => raised().snooze(later(minutes), 'mia', NOW)).toThrow(SnoozeTooLong);
  });

  it('waits with its steps while it is quiet', () => {
    const alert = raised();
    alert.comeDue(NOW, later(120));
    alert.comeDue(later(119), later(120));
    expect(told(alert)).toEqual([]);
    alert.comeDue(later(120), null);
    expect(told(alert)).toEqual([['mia'], ['supervisor']]);
  });

  it('is over when it is cleared: nothing can be done with it, and nobody is told', () => {
    const alert = raised();
    alert.clear(3, later(1));
    alert.comeDue(later(60), null);
    expect(told(alert)).toEqual([]);
    for (const change of [() => alert.acknowledge('mia', NOW), () => alert.snooze(later(5), 'mia', NOW)])
      expect(change).toThrow(AlertCleared);
    expect(() => alert.clear(3, later(2))).toThrow(AlertCleared);
  });

  it('is the same again when the trouble comes back soon, and another when it comes later', () => {
    const alert = raised();
    expect(alert.mayComeAgain(NOW)).toBe(false);
    expect(() => alert.raiseAgain(12, NOW)).toThrow(AlertOpen);
    alert.clear(3, later(1));
    expect([later(11), later(11.1)].map((at) => alert.mayComeAgain(at))).toEqual([true, false]);
    alert.raiseAgain(13, later(5));
    alert.comeDue(later(5), null);
    expect(told(alert)).toEqual([['mia']]);
  });

  it('that comes and goes is damped: the third time, nobody is told', () => {
    const alert = raised();
    const times: string[][][] = [];
    for (let minute = 1; minute <= 9; minute += 2) {
      alert.comeDue(later(minute - 1), null);
      times.push(told(alert));
      alert.clear(3, later(minute));
      alert.raiseAgain(12, later(minute + 1));
    }
    expect(times.map((time) => time.length)).toEqual([1, 1, 1, 0, 0]);
    expect(alert.isDamped).toBe(true);
  });

  it('tells each step once at most each time it is raised, whatever is done with it', () => {
    const step = fc.constantFrom('due', 'acknowledge', 'snooze', 'clear', 'again');
    fc.assert(
      fc.property(fc.array(fc.tuple(step, fc.integer({ min: 0, max: 20 })), { maxLength: 25 }), (steps) => {
        const alert = raised();
        let minute = 0;
        for (const [what, minutes] of steps) {
          minute += minutes;
          const done = {
            due: () => alert.comeDue(later(minute), null),
            acknowledge: () => alert.acknowledge('mia', later(minute)),
          };
          const others = {
            snooze: () => alert.snooze(later(minute + 3), 'mia', later(minute)),
            clear: () => alert.clear(1, later(minute)),
            again: () => alert.raiseAgain(12, later(minute)),
          };
          try {
            ({ ...done, ...others })[what]();
          } catch (error) {
            expect([AlertAcknowledged, AlertCleared, AlertOpen].some((refusal) => error instanceof refusal)).toBe(true);
          }
        }
        const events = alert.takeEvents();
        const raises = events.filter(({ type }) => type === 'alert-raised' || type === 'alert-raised-again').length;
        for (const no of [1, 2])
          expect(
            events.filter((event) => event.type === 'alert-escalated' && event.step === no).length,
          ).toBeLessThanOrEqual(raises);
      }),
      { seed: 7 },
    );
  });
});
