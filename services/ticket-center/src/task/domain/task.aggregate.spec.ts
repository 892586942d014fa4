import { describe, expect, it } from '@jest/globals';
import { nextStep, type Attempt, type AttemptOutcome } from './attempts.js';
import { Task, type TaskResult } from './task.aggregate.js';
import { PLAIN_DESIGN, type TaskDesign } from './task-origin.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const RULE = { most: 3, intervalsMinutes: [120, 1_440] };
const always = (at: Date) => at;
const ORIGIN = { kind: 'care', customerId: 'c', planId: 'p', ticketId: null } as const;
const RESULT: TaskResult = {
  ...{ outcome: 'done', satisfaction: null, note: '', code: null, conversion: null, responseId: null, reopens: false },
};
const said = (outcome: AttemptOutcome, callBackAt: Date | null = null) => ({
  ...{ outcome, contactId: null, callBackAt: callBackAt?.toISOString() ?? null },
});

function taken(design: Partial<TaskDesign> = {}): Task {
  const task = Task.create('t', ORIGIN, NOW, { ...PLAIN_DESIGN, ...design });
  task.take('mia', NOW);
  task.takeEvents();
  return task;
}

describe('a task of somebody', () => {
  it('is taken by them alone, given to others, and nobody’s again', () => {
    const task = Task.create('t', ORIGIN, NOW, { ...PLAIN_DESIGN, agentId: 'mia' });
    expect(() => task.take('zoe', NOW)).toThrow(expect.objectContaining({ code: 'task-taken' }));
    task.take('mia', NOW);
    task.assign('zoe', 'sam', NOW);
    expect(task).toMatchObject({ status: 'assigned', agentId: 'zoe' });
    expect(() => task.complete(RESULT, 'mia', NOW)).toThrow(expect.objectContaining({ code: 'task-not-the-owner' }));
    expect(() => task.complete(RESULT, 'zoe', NOW)).toThrow(expect.objectContaining({ code: 'task-not-the-owner' }));
    task.release('plan', NOW);
    task.take('ann', NOW);
    expect(task.takeEvents().map(({ type }) => type)).toEqual([
      ...['task-created', 'task-assigned', 'task-taken', 'task-assigned', 'task-released', 'task-taken'],
    ]);
  });
});

describe('attempts', () => {
  const attempts = (...outcomes: AttemptOutcome[]): Attempt[] =>
    outcomes.map((outcome) => ({ at: '', by: 'mia', outcome, contactId: null, callBackAt: later(60).toISOString() }));

  it.each<[AttemptOutcome[], object]>([
    [['not-reached'], { step: 'again', at: later(120), promised: false }],
    [['not-reached', 'not-reached'], { step: 'again', at: later(1_440), promised: false }],
    [['not-reached', 'not-reached', 'not-reached'], { step: 'end', outcome: 'unreachable' }],
    [['not-reached', 'not-reached', 'call-back'], { step: 'again', at: later(60), promised: true }],
    [['call-back', 'call-back', 'call-back', 'not-reached'], { step: 'again', at: later(120), promised: false }],
    [['reached'], { step: 'finish' }],
    [['refused'], { step: 'end', outcome: 'refused' }],
    [['wrong-number'], { step: 'end', outcome: 'unreachable' }],
  ])('%j lead to the next step', (outcomes, step) => {
    expect(nextStep(RULE, attempts(...outcomes), NOW)).toEqual(step);
  });

  it('repeat the last interval', () => {
    const step = nextStep(
      { most: 9, intervalsMinutes: [5] },
      attempts('not-reached', 'not-reached', 'not-reached'),
      NOW,
    );
    expect(step).toMatchObject({ at: later(5) });
  });

  it('wait for quiet hours to be over, but keep a promise to the minute', () => {
    const morning = later(900);
    const task = taken();
    task.attempt(said('not-reached'), RULE, () => morning, 'mia', NOW);
    expect(task).toMatchObject({ nextAttemptAt: morning, promised: 0 });
    task.attempt(said('call-back', later(30)), RULE, () => morning, 'mia', NOW);
    expect(task).toMatchObject({ nextAttemptAt: later(30), promised: 1 });
  });

  it('of which the last one was in vain end the task', () => {
    const task = taken();
    for (let n = 0; n < 3; n += 1) task.attempt(said('not-reached'), RULE, always, 'mia', NOW);
    expect(task).toMatchObject({ status: 'completed', outcome: 'unreachable', code: 'not-reached', reached: 0 });
    expect(() => task.attempt(said('reached'), RULE, always, 'mia', NOW)).toThrow(
      expect.objectContaining({ code: 'task-ended' }),
    );
  });

  it.each([
    ['no time', said('call-back')],
    ['a time that is past', said('call-back', later(-1))],
    ['a time nobody asked for', said('reached', later(1))],
  ])('are refused with %s', (_what, attempt) => {
    expect(() => taken().attempt(attempt, RULE, always, 'mia', NOW)).toThrow(
      expect.objectContaining({ code: 'task-call-back-impossible' }),
    );
  });
});

describe('the end of a task', () => {
  it('comes with what was answered, where something is asked', () => {
    const task = taken({ questionnaire: 'care' });
    expect(() => task.complete(RESULT, 'mia', NOW)).toThrow(
      expect.objectContaining({ code: 'task-questionnaire-not-fitting' }),
    );
    expect(() => task.complete({ ...RESULT, outcome: 'unreachable', responseId: 'r' }, 'mia', NOW)).toThrow(
      expect.objectContaining({ code: 'task-outcome-not-fitting' }),
    );
    task.complete({ ...RESULT, responseId: 'r' }, 'mia', NOW);
    expect(task).toMatchObject({ status: 'completed', reached: 1, converted: 0 });
    const refused = taken({ questionnaire: 'care' });
    refused.complete({ ...RESULT, outcome: 'refused' }, 'mia', NOW);
    expect(refused).toMatchObject({ status: 'completed', reached: 0 });
  });

  it('tells what it brought', () => {
    const task = taken();
    task.complete({ ...RESULT, conversion: { product: 'fibre', value: 9_900 } }, 'mia', NOW);
    expect(task).toMatchObject({ converted: 1, convertedValue: 9_900 });
  });

  it('comes by itself when its time is over, unless it is over already', () => {
    const task = taken({ expiresAt: later(60) });
    task.expire(later(59));
    expect(task).toMatchObject({ status: 'taken' });
    task.expire(later(60));
    expect(task).toMatchObject({ status: 'expired', nextAttemptAt: null, expiresAt: null });
    const done = taken({ expiresAt: later(60) });
    done.complete(RESULT, 'mia', NOW);
    done.expire(later(60));
    expect(done).toMatchObject({ status: 'completed' });
  });
});
