import { describe, expect, it } from '@jest/globals';
import * as b from '../testing/build.js';
import { Instance } from '../testing/instance.js';

const { user, start, end, process, service } = b;

/** The edge cases of the reference, by their numbers and names. */
describe('4. interrupting boundary timer and completion race', () => {
  const model = process([
    start('s'),
    b.sub('S', [start('t'), b.parallel('fork'), user('a'), service('call'), 't -> fork -> a', 'fork -> call']),
    b.boundary('late', 'S', b.duration('PT1H')),
    user('escalated'),
    end('e'),
    's -> S -> e',
    'late -> escalated -> e',
  ]);

  it('the timer first: jobs, tasks and timers are cancelled in the same step, and the task is gone', () => {
    const instance = new Instance(model).start();
    const task = instance.wait('a').id;
    const call = instance.wait('call').id;
    instance.timer('late');
    expect(instance.effects.map(({ type }) => type).sort()).toEqual([
      'cancel-call',
      'cancel-timer',
      'close-task',
      'open-task',
    ]);
    expect(instance.waiting()).toEqual(['escalated']);
    instance.send({ type: 'complete-task', wait: task, result: { x: 1 } });
    instance.send({ type: 'call-succeeded', wait: call, result: { x: 1 } });
    expect(instance.ignored()).toEqual(['complete-task: TOKEN_GONE', 'call-succeeded: LATE_RESULT']);
    expect(instance.variables()).toEqual({});
  });

  it('the completion first: the timer is gone', () => {
    const instance = new Instance(model).start();
    const { id, due } = instance.wait('late') as never as { id: number; due: string };
    instance.complete('a').answer('call');
    expect(instance.state).toBe('completed');
    instance.send({ type: 'timer-fired', wait: id, due });
    expect(instance.ignored()).toEqual(['timer-fired: TOKEN_GONE']);
    expect(instance.times('late')).toBe(0);
  });
});

describe('5. non-interrupting boundary timer', () => {
  const model = process([
    start('s'),
    user('host'),
    b.boundary('remind', 'host', b.cycle('R3/PT1H'), b.nonInterrupting),
    user('reminder'),
    end('e'),
    's -> host -> e',
    'remind -> reminder',
  ]);

  it('a new token per firing, three at most, and the host goes on', () => {
    const instance = new Instance(model).start().timer('remind').timer('remind').timer('remind');
    expect(instance.waiting()).toEqual(['host', 'reminder', 'reminder', 'reminder']);
    expect(instance.times('remind')).toBe(3);
  });

  it('the process ends only after both paths end', () => {
    const instance = new Instance(model).start().timer('remind').complete('host');
    expect(instance.state).toBe('active');
    expect(instance.complete('reminder').state).toBe('completed');
  });

  it('the host done first: the timer is removed', () => {
    const instance = new Instance(model).start().complete('host');
    expect(instance.effects).toContainEqual(expect.objectContaining({ type: 'cancel-timer', answered: false }));
    expect(instance.state).toBe('completed');
  });
});

describe('12. timer after restart and clock jump', () => {
  const model = (value: string) =>
    process([
      start('s'),
      user('a'),
      b.boundary('t', 'a', b.cycle(value), b.nonInterrupting),
      end('e'),
      's -> a',
      't -> e',
    ]);

  it('what is overdue fires once, and missed turns are not made up for', () => {
    const instance = new Instance(model('R/PT1H')).start().timer('t', '2026-11-23T15:30:00Z');
    expect(instance.times('t')).toBe(1);
    expect(instance.wait('t')).toMatchObject({ due: '2026-11-23T16:00:00.000Z' });
  });

  it('missed turns are gone from the number of turns', () => {
    const instance = new Instance(model('R10/PT1H')).start().timer('t', '2026-11-23T15:30:00Z');
    expect(instance.wait('t')).toMatchObject({ cycle: { turn: 5, remaining: 5 } });
    expect(new Instance(model('R3/PT1H')).start().timer('t', '2026-11-23T15:30:00Z').waiting()).toEqual(['a']);
  });

  it('the same firing twice fires once', () => {
    const instance = new Instance(model('R/PT1H')).start();
    const { id: wait, due } = instance.wait('t') as never as { id: number; due: string };
    instance.timer('t').send({ type: 'timer-fired', wait, due });
    expect(instance.ignored()).toEqual(['timer-fired: TOKEN_GONE']);
    expect(instance.times('t')).toBe(1);
  });

  it('a clock that goes backwards does not take a firing back', () => {
    const instance = new Instance(model('R/PT1H')).start().timer('t').timer('t', '2026-11-23T09:00:00Z');
    expect(instance.times('t')).toBe(2);
    expect(instance.wait('t')).toMatchObject({ due: '2026-11-23T13:00:00.000Z' });
  });

  it('is due in UTC, whatever the zone of the process', () => {
    const model = {
      ...process([start('s'), b.caught('t', b.date('2026-12-01T09:00')), 's -> t']),
      timeZone: 'Asia/Shanghai',
    };
    expect(new Instance(model).start().wait('t')).toMatchObject({ due: '2026-12-01T01:00:00.000Z' });
  });

  it('business time is asked of the calendar when the timer is set', () => {
    const model = process([start('s'), b.caught('t', b.duration('PT8H', 'office')), 's -> t']);
    expect(new Instance(model).start().wait('t')).toMatchObject({ due: '2026-11-24T10:00:00.000Z' });
  });

  it('a calendar nobody knows is an incident', () => {
    const model = process([start('s'), b.caught('t', b.duration('PT8H', 'moon')), 's -> t']);
    expect(new Instance(model).start().incidents()).toEqual(['EXPRESSION at t']);
  });
});
