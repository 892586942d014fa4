import { describe, expect, it } from '@jest/globals';
import type { DomainError } from '../../../kernel/domain-error.js';
import type { MigrationPlan } from '../../commands.js';
import type { ProcessModel } from '../../model.js';
import { MigrationRefused } from '../refusals.js';
import * as b from '../testing/build.js';
import { Instance } from '../testing/instance.js';
import type { Refusal } from './move.js';

const { user, start, end, process, service } = b;
const asIs: MigrationPlan = { nodes: {}, flows: {}, drop: [], add: [], timers: 'keep' };

function migrate(instance: Instance, target: ProcessModel, plan: Partial<MigrationPlan> = {}): Instance {
  return instance.operate({ type: 'migrate', target, version: 2, plan: { ...asIs, ...plan } });
}

/** Why it is refused; and nothing may have moved. */
function refusals(instance: Instance, target: ProcessModel, plan: Partial<MigrationPlan> = {}): string[] {
  const before = instance.snapshot;
  try {
    migrate(instance, target, plan);
  } catch (error) {
    expect(error).toBeInstanceOf(MigrationRefused);
    expect(instance.snapshot).toBe(before);
    const found = (error as DomainError).details['refusals'] as Refusal[];
    for (const { message } of found) expect((error as Error).message).toContain(message);
    return found.map(({ code, node }) => `${code} ${node}`);
  }
  throw new Error('it was not refused');
}

describe('10. version upgrade of running instances', () => {
  const first = process([start('s'), user('a'), end('e'), 's -> a -> e']);
  const second = process([start('s'), user('a'), user('b'), end('e'), 's -> a -> b -> e']);

  it('an instance stays with its version until it is moved, and goes on in the other after', () => {
    const instance = new Instance(first).start();
    expect(instance.snapshot!.definition).toEqual({ id: 'process', version: 1 });
    migrate(instance, second).complete('a');
    expect(instance.snapshot!.definition).toEqual({ id: 'process', version: 2 });
    expect(instance.waiting()).toEqual(['b']);
    expect(instance.of('migrated')).toEqual([
      expect.objectContaining({ from: { id: 'process', version: 1 }, to: { id: 'process', version: 2 } }),
    ]);
    expect(instance.of('operator-acted')).toEqual([expect.objectContaining({ action: 'migrate', operator: 'op' })]);
  });

  it('nodes move as planned; what is open stays open, under its new node', () => {
    const renamed = process([start('s'), user('z'), end('e'), 's -> z -> e']);
    const instance = new Instance(first).start();
    const { id } = instance.wait('a');
    migrate(instance, renamed, { nodes: { a: 'z' } });
    expect(instance.effects).toEqual([{ type: 'move-wait', wait: id, node: 'z' }]);
    expect(instance.wait('z').id).toBe(id);
    expect(instance.complete('z').state).toBe('completed');
  });

  it('is refused with every reason at once', () => {
    const from = process([
      start('s'),
      b.parallel('f'),
      user('a'),
      user('gone'),
      b.sub('S', [start('t'), user('in'), 't -> in']),
      's -> f -> a',
      'f -> gone',
      'f -> S',
    ]);
    const to = process([
      start('s'),
      b.parallel('f'),
      service('a'),
      user('in'),
      b.sub('S', [start('t'), 't -> x', user('x')]),
      's -> f -> a',
      'f -> S',
      'f -> in',
    ]);
    expect(refusals(new Instance(from).start(), to, { nodes: { nowhere: 'a', in: 'in' } }).sort()).toEqual([
      'KIND_DIFFERS a',
      'NODE_GONE gone',
      'PLAN_UNKNOWN nowhere',
      'SCOPE_DIFFERS in',
    ]);
  });

  it('is refused where a loop or an event would be another', () => {
    const loop = { type: 'multi', sequential: false, cardinality: b.feel('2'), behavior: { type: 'all' } };
    const from = process([
      start('s'),
      b.parallel('f'),
      user('a', { loop }),
      b.caught('c', b.message('m')),
      's -> f -> a',
      'f -> c',
    ]);
    const to = process([start('s'), b.parallel('f'), user('a'), b.caught('c', b.signal('m')), 's -> f -> a', 'f -> c']);
    expect(new Set(refusals(new Instance(from).start(), to))).toEqual(new Set(['LOOP_DIFFERS a', 'EVENT_DIFFERS c']));
  });

  describe('boundary events', () => {
    const without = process([start('s'), user('a'), 's -> a']);
    const withTimer = (id: string, hours: number) =>
      process([
        start('s'),
        user('a'),
        b.boundary(id, 'a', b.duration(`PT${hours}H`)),
        end('e'),
        's -> a',
        `${id} -> e`,
      ]);

    it('that appear on a live activity have to be added by the plan', () => {
      expect(refusals(new Instance(without).start(), withTimer('t', 1))).toEqual(['EVENT_ADDED t']);
      const instance = migrate(new Instance(without).start(), withTimer('t', 1), { add: ['t'] });
      expect(instance.waiting().sort()).toEqual(['a', 't']);
    });

    it('that disappear while somebody waits have to be dropped by the plan', () => {
      expect(refusals(new Instance(withTimer('t', 1)).start(), without)).toEqual(['EVENT_REMOVED t']);
      const instance = migrate(new Instance(withTimer('t', 1)).start(), without, { drop: ['t'] });
      expect(instance.waiting()).toEqual(['a']);
      expect(instance.effects).toEqual([expect.objectContaining({ type: 'cancel-timer', answered: false })]);
    });

    it('that stay keep when they are due, unless they are told to start again', () => {
      const kept = new Instance(withTimer('t', 1)).start();
      kept.now = new Date('2026-11-23T10:30:00Z');
      migrate(kept, withTimer('u', 2), { nodes: { t: 'u' } });
      expect(kept.wait('u')).toMatchObject({ due: '2026-11-23T11:00:00.000Z' });

      const restarted = new Instance(withTimer('t', 1)).start();
      restarted.now = new Date('2026-11-23T10:30:00Z');
      migrate(restarted, withTimer('t', 2), { timers: 'restart' });
      expect(restarted.wait('t')).toMatchObject({ due: '2026-11-23T12:30:00.000Z' });
      expect(restarted.effects.map(({ type }) => type)).toEqual(['cancel-timer', 'set-timer']);
    });

    it('that have fired already are not waited for again', () => {
      const reminding = (id: string) =>
        process([
          start('s'),
          user('a'),
          b.boundary(id, 'a', b.duration('PT1H'), b.nonInterrupting),
          end('e'),
          's -> a',
          `${id} -> e`,
        ]);
      const instance = migrate(new Instance(reminding('t')).start().timer('t'), reminding('u'), { nodes: { t: 'u' } });
      expect(instance.waiting()).toEqual(['a']);
    });
  });

  it('event sub-processes have to be added and dropped like boundary events', () => {
    const plain = process([start('s'), user('a'), 's -> a']);
    const guarded = process([
      start('s'),
      user('a'),
      's -> a',
      b.eventSub('E', [start('on', b.message('m')), user('h'), 'on -> h']),
    ]);
    expect(refusals(new Instance(plain).start(), guarded)).toEqual(['EVENT_ADDED on']);
    expect(refusals(new Instance(guarded).start(), plain)).toEqual(['EVENT_REMOVED on']);
    expect(
      migrate(new Instance(plain).start(), guarded, { add: ['on'] })
        .message('on')
        .waiting(),
    ).toEqual(['h']);
  });

  it('a subscription stays the same one, with its key, so no message reaches it twice', () => {
    const waiting = (name: string, key: string) =>
      process([start('s'), b.caught('c', b.message(name, key)), user('a'), 's -> c -> a']);
    const instance = new Instance(waiting('paid', 'order')).start({ order: 1, other: 2 });
    const { id } = instance.wait('c');
    migrate(instance, waiting('paid', 'other'));
    expect(instance.effects).toEqual([]);
    expect(instance.wait('c')).toMatchObject({ id, name: 'paid', key: '1' });

    migrate(instance, waiting('settled', 'other'));
    expect(instance.effects.map(({ type }) => type)).toEqual(['unsubscribe-message', 'subscribe-message']);
    expect(instance.wait('c')).toMatchObject({ name: 'settled', key: '1' });
  });

  it('tokens at joins move with their flows', () => {
    const joining = (id: string, more: b.Content = []) =>
      process([
        start('s'),
        b.parallel('f'),
        user('a'),
        user('b'),
        b.parallel(id),
        user('after'),
        `s -> f -> a -> ${id} -> after`,
        `f -> b -> ${id}`,
        ...more,
      ]);
    expect(refusals(new Instance(joining('j')).start().complete('a'), joining('k'))).toEqual(['FLOW_GONE j']);
    const instance = new Instance(joining('j')).start().complete('a');
    migrate(instance, joining('k'), { nodes: { j: 'k' }, flows: { 'a-j': 'a-k' } }).complete('b');
    expect(instance.waiting()).toEqual(['after']);
  });

  it('a join that lacks nothing in the other version goes on', () => {
    const two = process([
      start('s'),
      b.parallel('f'),
      user('a'),
      user('b'),
      b.inclusive('j'),
      user('after'),
      's -> f -> a -> j -> after',
      'f -> b -> j',
    ]);
    const one = process([
      start('s'),
      b.parallel('f'),
      user('a'),
      user('b'),
      b.inclusive('j'),
      user('x'),
      user('after'),
      's -> f -> a -> j -> after',
      'f -> b',
      'x -> j',
    ]);
    const instance = migrate(new Instance(two).start().complete('a'), one);
    expect(instance.waiting().sort()).toEqual(['after', 'b']);
  });

  it('what has completed and could be undone can be undone there too', () => {
    const undoable = (handler: object) =>
      process([start('s'), user('a', handler), user('undo', { forCompensation: true }), user('b'), 's -> a -> b']);
    const instance = new Instance(undoable({ compensation: 'undo' })).start().complete('a');
    expect(refusals(instance, undoable({}))).toEqual(['COMPENSATION_GONE a']);
    expect(migrate(instance, undoable({ compensation: 'undo' })).state).toBe('active');
  });

  it('an incident moves too, and can be retried by the new version', () => {
    const asking = (text: string) =>
      process([start('s'), b.exclusive('g'), user('a'), user('b'), `s -> g -(${text})-> a`, 'g -/-> b']);
    const instance = migrate(new Instance(asking('x > 1')).start(), asking('true'));
    instance.operate({ type: 'retry', incident: instance.incident() });
    expect(instance.waiting()).toEqual(['a']);
  });

  it('a suspended instance can be moved, and still waits to be resumed', () => {
    const instance = new Instance(first).start().operate({ type: 'suspend' });
    migrate(instance, second);
    expect(instance.state).toBe('suspended');
    instance.operate({ type: 'resume' }).complete('a');
    expect(instance.waiting()).toEqual(['b']);
  });

  it('a timer that cannot be set is a refusal', () => {
    const bad = process([
      start('s'),
      user('a'),
      b.boundary('t', 'a', b.duration('PT1H', 'moon')),
      user('x'),
      end('e'),
      's -> a -> x',
      't -> e',
    ]);
    expect(refusals(new Instance(first).start(), bad, { add: ['t'] })).toEqual(['EVENT_ADDED process']);
  });
});
