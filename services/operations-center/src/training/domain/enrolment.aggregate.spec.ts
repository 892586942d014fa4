import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { circleFrom, type CourseUnit } from './course-units.js';
import { Enrolment } from './enrolment.aggregate.js';
import { microDecision } from './micro-decision.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const day = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
const UNITS: CourseUnit[] = [
  { id: 'read', kind: 'document', title: 'Read', fileId: 'f' },
  { id: 'film', kind: 'video', title: 'Film', fileId: 'f', seconds: 100 },
  { id: 'quiz', kind: 'quiz', title: 'Quiz', examId: 'exam' },
];
const enrolled = (more: { inOrder?: boolean; dueAt?: Date | null; units?: CourseUnit[] } = {}) =>
  Enrolment.assign(
    {
      ...{ id: 'e', courseId: 'c', courseVersion: 1, personId: 'mia', units: UNITS, inOrder: true, dueAt: null },
      ...{ origin: { kind: 'hand' as const, by: 'sue' }, ...more },
    },
    NOW,
  );
const types = (enrolment: Enrolment) => enrolment.takeEvents().map(({ type }) => type);
const code = (of: string) => expect.objectContaining({ code: of });

describe('somebody who is to take a course', () => {
  it('goes from unit to unit until all are done', () => {
    const enrolment = enrolled();
    expect(() => enrolment.watch('film', 100, 'mia', [], NOW)).toThrow(code('course-unit-too-early'));
    enrolment.read('read', 'mia', [], NOW);
    enrolment.watch('film', 89, 'mia', [], NOW);
    enrolment.examPassed('exam', 80, NOW);
    expect(types(enrolment).filter((type) => type === 'enrolment-completed')).toEqual([]);
    enrolment.watch('film', 20, 'mia', [], NOW);
    enrolment.watch('film', 90, 'mia', [], NOW);
    expect(types(enrolment)).toEqual(['enrolment-unit-done', 'enrolment-completed']);
    expect(enrolment.openExams).toEqual([]);
  });

  it('does not begin before what comes before, nor what is somebody else’s', () => {
    expect(() => enrolled().read('read', 'mia', ['other'], NOW)).toThrow(code('course-prerequisite-missing'));
    expect(() => enrolled().read('read', 'ben', [], NOW)).toThrow(code('enrolment-not-the-learner'));
    expect(() => enrolled().read('none', 'mia', [], NOW)).toThrow(code('course-unit-unknown'));
    expect(() => enrolled({ inOrder: false }).read('film', 'mia', [], NOW)).toThrow(
      code('course-unit-of-another-kind'),
    );
  });

  it('is reminded three days and one day before, when it is due, and every week from there', () => {
    const enrolment = enrolled({ dueAt: day(10) });
    const reminded: [number, boolean][] = [];
    for (let hours = 0; hours <= 26 * 24; hours += 1) {
      enrolment.remind(day(hours / 24));
      for (const event of enrolment.takeEvents())
        if (event.type === 'enrolment-reminded') reminded.push([hours / 24, event.overdue]);
    }
    expect(reminded).toEqual([
      [7, false],
      [9, false],
      [10, true],
      [17, true],
      [24, true],
    ]);
  });

  it('is reminded once after a long silence, and no more when it is over', () => {
    const enrolment = enrolled({ dueAt: day(1) });
    enrolment.remind(day(40));
    enrolment.remind(day(40));
    enrolment.withdraw('sue', day(41));
    enrolment.remind(day(90));
    expect(types(enrolment)).toEqual(['enrolment-assigned', 'enrolment-reminded', 'enrolment-withdrawn']);
    expect(() => enrolment.withdraw('sue', NOW)).toThrow(code('enrolment-over'));
  });

  it('is done with a package when that says so, once', () => {
    const enrolment = enrolled({ units: [{ id: 's', kind: 'scorm', title: 'S', packageId: 'p' }] });
    enrolment.launch('s', 'mia', [], NOW);
    enrolment.report('s', { isDone: false, score: 20 }, NOW);
    enrolment.report('s', { isDone: true, score: 90 }, NOW);
    enrolment.report('s', { isDone: true, score: 10 }, NOW);
    expect(types(enrolment)).toEqual(['enrolment-assigned', 'enrolment-unit-done', 'enrolment-completed']);
  });
});

describe('courses that come before others', () => {
  it('are a circle exactly when a course is reached from itself', () => {
    const graphs = fc.array(fc.array(fc.nat(7), { maxLength: 3 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(graphs, (edges) => {
        const of = (id: string) => edges[Number(id)]!.map(String);
        const reached = new Set<string>();
        const visit = (id: string): void =>
          of(id).forEach((next) => !reached.has(next) && (reached.add(next), visit(next)));
        visit('0');
        const circle = circleFrom('0', of('0'), of);
        expect(circle !== null).toBe(reached.has('0'));
        circle?.slice(1).forEach((id, at) => expect(of(circle[at]!)).toContain(id));
      }),
      { seed: 20261123, numRuns: 300 },
    );
  });
});

describe('time to learn', () => {
  const settings = { enabled: true, idleSeconds: 120, mostWaiting: 0 };
  const idle = { idleSince: day(-1), waiting: 0, activity: null, hasOffer: false };

  it.each([
    ['is there for who has had nothing to do for a while', idle, 'offer'],
    ['is not there yet', { ...idle, idleSince: new Date(NOW.getTime() - 119_999) }, 'wait'],
    ['is not there while anybody waits', { ...idle, waiting: 1 }, 'wait'],
    ['is not there for who is busy', { ...idle, idleSince: null }, 'wait'],
    ['is not there in a break', { ...idle, activity: 'break' }, 'wait'],
    ['goes on while nobody waits', { ...idle, hasOffer: true }, 'keep'],
    ['is over when somebody waits', { ...idle, hasOffer: true, waiting: 1 }, 'withdraw'],
    ['is over when they have something to do', { ...idle, hasOffer: true, idleSince: null }, 'withdraw'],
    ['is over when the break begins', { ...idle, hasOffer: true, activity: 'lunch' }, 'withdraw'],
  ] as const)('%s', (_, moment, decision) => expect(microDecision(moment, settings, NOW)).toBe(decision));

  it('is nowhere where a tenant does not want it', () => {
    expect(microDecision(idle, { ...settings, enabled: false }, NOW)).toBe('wait');
  });
});
