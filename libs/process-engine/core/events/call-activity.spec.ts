import { describe, expect, it } from '@jest/globals';
import * as b from '../testing/build.js';
import { Instance } from '../testing/instance.js';

const { user, start, process } = b;

describe('a call activity', () => {
  const model = (...more: b.Content) =>
    process([
      start('s'),
      b.call('child', 'billing', {
        version: 3,
        input: [b.mapping('amount', 'total * 2')],
        output: [b.mapping('paid', 'result.ok')],
      }),
      user('after'),
      's -> child -> after',
      ...more,
    ]);
  const wait = (instance: Instance) => instance.wait('child').id;

  it('asks for an instance of its own, in the version bound, with its input', () => {
    expect(new Instance(model()).start({ total: 4 }).effects).toEqual([
      expect.objectContaining({ type: 'start-child', definition: 'billing', version: 3, variables: { amount: 8 } }),
    ]);
  });

  it('gets everything when there is no input mapping', () => {
    const all = process([start('s'), b.call('child', 'billing'), 's -> child']);
    expect(new Instance(all).start({ x: 1, y: 2 }).effects).toEqual([
      expect.objectContaining({ variables: { x: 1, y: 2 } }),
    ]);
  });

  it('goes on with the variables its child ended with', () => {
    const instance = new Instance(model()).start({ total: 4 });
    instance.send({
      type: 'child-ended',
      wait: wait(instance),
      result: { outcome: 'completed', variables: { ok: true, no: 1 } },
    });
    expect(instance.waiting()).toEqual(['after']);
    expect(instance.variables()).toEqual({ total: 4, paid: true });
  });

  it('throws the error its child failed with', () => {
    const instance = new Instance(model(b.boundary('c', 'child', b.error('E')), user('h'), 'c -> h')).start({
      total: 4,
    });
    instance.send({
      type: 'child-ended',
      wait: wait(instance),
      result: { outcome: 'failed', code: 'E', variables: {} },
    });
    expect(instance.waiting()).toEqual(['h']);
  });

  it('stops for an operator when its child is lost, and starts another on retry', () => {
    const instance = new Instance(model()).start({ total: 4 });
    const before = wait(instance);
    instance.send({ type: 'child-ended', wait: before, result: { outcome: 'lost', message: 'cancelled' } });
    expect(instance.incidents()).toEqual(['CHILD_LOST at child']);
    instance.operate({ type: 'retry', incident: instance.incident() });
    expect(instance.effects).toContainEqual(expect.objectContaining({ type: 'start-child' }));
    expect(wait(instance)).not.toBe(before);
  });

  it('hears what its child escalates, and cancels the child when that interrupts', () => {
    const escalated = (more: object) =>
      new Instance(model(b.boundary('c', 'child', b.escalation('HELP'), more), user('h'), 'c -> h')).start({
        total: 4,
      });
    const beside = escalated(b.nonInterrupting);
    beside.send({ type: 'child-escalated', wait: wait(beside), code: 'HELP', variables: {} });
    expect(beside.waiting()).toEqual(['child', 'h']);
    const instead = escalated({});
    instead.send({ type: 'child-escalated', wait: wait(instead), code: 'HELP', variables: {} });
    expect(instead.waiting()).toEqual(['h']);
    expect(instead.effects).toContainEqual(expect.objectContaining({ type: 'cancel-child', answered: false }));
  });
});
