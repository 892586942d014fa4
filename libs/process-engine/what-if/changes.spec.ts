import { describe, expect, it } from '@jest/globals';
import { step as core } from '../core/step.js';
import * as b from '../core/testing/build.js';
import { Instance } from '../core/testing/instance.js';
import type { Variables } from '../variables.js';
import { whatIf } from './what-if.js';
import { rerun, type Step } from './rerun.js';
import { recordingOf } from './recording-of.js';

const { start, end, user, service, exclusive, process } = b;
const HOUR = 3_600_000;
const noCalendars = () => {
  throw new Error('there are no calendars');
};
const step: Step = (model, before, command, now) => core(model, before, command, { now, addBusinessTime: noCalendars });

const begun = (content: b.Content, variables: Variables = {}, rest = {}) =>
  new Instance(process(content, rest)).start(variables);
const after = (instance: Instance, ms: number) => {
  instance.now = new Date(instance.now.getTime() + ms);
  return instance;
};
const compared = (instance: Instance, content: b.Content, rest = {}) =>
  whatIf(instance.records, instance.model, process(content, rest), step).comparison;
const rerunOf = (instance: Instance, content: b.Content) =>
  rerun(recordingOf(instance.records, instance.model), process(content), step);

const LINE = [start('s'), user('a'), user('b'), end('e'), 's -> a -> b -> e'];
const done = () => begun(LINE).complete('a').complete('b');
const ended = { before: 'completed', after: 'completed' };

describe('another version over what was recorded', () => {
  it('goes another way by a condition that was changed, and waits there for what nobody did', () => {
    const choice = (least: number) => [
      ...[start('s'), exclusive('x'), user('look'), end('e')],
      ...['s -> x', `x -(amount > ${least})-> look`, 'x -/-> e', 'look -> e'],
    ];
    const small = begun(choice(100), { amount: 50 });
    expect(compared(small, choice(10))).toMatchObject({
      verdict: 'stuck',
      diverges: { node: 'x', from: 'e', to: 'look' },
      outcome: { before: 'completed', after: 'active' },
      unanswered: [{ node: 'look', kind: 'task' }],
    });
    const large = begun(choice(100), { amount: 500 }).complete('look');
    expect(compared(large, choice(1_000))).toMatchObject({
      verdict: 'changed',
      diverges: { node: 'x', from: 'look', to: 'e' },
      outcome: ended,
      unused: [{ node: 'look', kind: 'task' }],
      unanswered: [],
    });
  });

  it('has no use for what was done at a task that was removed', () => {
    expect(compared(done(), [start('s'), user('b'), end('e'), 's -> b -> e'])).toEqual({
      verdict: 'changed',
      diverges: { node: 's', from: 'a', to: 'b' },
      outcome: ended,
      incidents: { raised: [], gone: [] },
      unused: [{ node: 'a', kind: 'task' }],
      unanswered: [],
      refused: null,
    });
  });

  it('goes no further than a task that was added', () => {
    const longer = [start('s'), user('a'), user('c'), user('b'), end('e'), 's -> a -> c -> b -> e'];
    expect(compared(done(), longer)).toMatchObject({
      verdict: 'stuck',
      diverges: { node: 'a', from: 'b', to: 'c' },
      unused: [{ node: 'b', kind: 'task' }],
      unanswered: [{ node: 'c', kind: 'task' }],
    });
  });

  it('takes a node with another id for another node', () => {
    const told = b.boundary('told', 'b2', b.message('told'), b.nonInterrupting);
    expect(compared(done(), [start('s'), user('a'), user('b2'), told, end('e'), 's -> a -> b2 -> e'])).toMatchObject({
      verdict: 'stuck',
      unused: [{ node: 'b', kind: 'task' }],
      unanswered: [{ node: 'b2', kind: 'task' }],
    });
  });

  describe('with a timer that was changed', () => {
    const reminded = (duration: string) => [
      ...[start('s'), user('a'), b.boundary('t', 'a', b.duration(duration)), user('late'), end('e')],
      ...['s -> a -> e', 't -> late -> e'],
    ];

    it('is interrupted before the work that then came too late', () => {
      const quick = after(begun(reminded('PT4H')), 2 * HOUR).complete('a');
      expect(compared(quick, reminded('PT1H'))).toMatchObject({
        verdict: 'stuck',
        diverges: { node: 'a', from: 'e', to: 't' },
        unused: [{ node: 'a', kind: 'task' }],
        unanswered: [{ node: 'late', kind: 'task' }],
      });
      expect(compared(quick, reminded('PT3H')).verdict).toBe('unchanged');
    });

    it('fires when it is due now, as late as it was, and people take as long as they took', () => {
      const late = after(begun(reminded('PT1H')).timer('t', '2026-11-23T11:00:05Z'), HOUR).complete('late');
      const { records } = rerunOf(late, reminded('PT3H'));
      expect(compared(late, reminded('PT3H')).verdict).toBe('unchanged');
      expect(records.filter(({ type }) => type === 'wait-fired').map(({ at }) => at)).toEqual([
        '2026-11-23T13:00:05.000Z',
        '2026-11-23T14:00:05.000Z',
      ]);
    });

    it('does not fire around work of which nobody knows how long it takes', () => {
      const quick = after(begun(reminded('PT4H')), HOUR).complete('a');
      const renamed = [
        ...[start('s'), user('a2'), b.boundary('t', 'a2', b.duration('PT4H')), user('late'), end('e')],
        ...['s -> a2 -> e', 't -> late -> e'],
      ];
      expect(compared(quick, renamed)).toMatchObject({ unanswered: [{ node: 'a2' }], diverges: { to: 'a2' } });
    });

    it('fires where it is known that the work was not done by then', () => {
      const late = after(begun(reminded('PT4H')).timer('t'), HOUR).complete('late');
      const renamed = [
        ...[start('s'), user('a'), b.boundary('t2', 'a', b.duration('PT2H')), user('late'), end('e')],
        ...['s -> a -> e', 't2 -> late -> e'],
      ];
      expect(compared(late, renamed)).toMatchObject({ verdict: 'changed', unanswered: [], outcome: ended });
    });

    it('that is new and in the way lets time pass', () => {
      const patient = [
        start('s'),
        user('a'),
        b.caught('t', b.duration('P1D')),
        user('b'),
        end('e'),
        's -> a -> t -> b -> e',
      ];
      expect(compared(done(), patient)).toMatchObject({
        verdict: 'changed',
        unanswered: [],
        unused: [],
        outcome: ended,
      });
    });

    it('that turns for ever comes to an end', () => {
      const reminding = [
        ...[start('s'), user('a'), end('e'), b.end('told'), 's -> a -> e', 't -> told'],
        b.boundary('t', 'a', b.cycle('R/PT1S'), b.nonInterrupting),
      ];
      const slow = after(begun([start('s'), user('a'), end('e'), 's -> a -> e']), 24 * HOUR).complete('a');
      const { records } = rerunOf(slow, reminding);
      expect(records.filter((record) => record.type === 'element-entered' && record.node === 't')).toHaveLength(100);
      expect(records.at(-1)).toMatchObject({ type: 'instance-ended' });
    });
  });

  describe('with a call', () => {
    const calling = (more: object, ...rest: b.Content) => [
      start('s'),
      service('c', more),
      end('e'),
      's -> c -> e',
      ...rest,
    ];
    const retry = (attempts: number) => ({ attempts, backoff: 1_000, factor: 2, maximum: 60_000 });

    it('that now has something to fall back to goes on where it stood still', () => {
      const failed = begun(calling({ retry: retry(1) })).fail('c');
      const over = calling(
        { retry: retry(1) },
        b.boundary('caught', 'c', b.error()),
        end('by-hand'),
        'caught -> by-hand',
      );
      expect(compared(failed, over)).toMatchObject({
        verdict: 'changed',
        diverges: { node: 'c', from: null, to: 'caught' },
        outcome: { before: 'active', after: 'completed' },
        incidents: { raised: [], gone: [{ code: 'CALL_FAILED', node: 'c' }] },
      });
    });

    it('that is tried less often fails where it went well', () => {
      const answered = begun(calling({ retry: retry(2) })).fail('c');
      answered.answer('c');
      expect(compared(answered, calling({ retry: retry(1) }))).toMatchObject({
        verdict: 'failing',
        incidents: { raised: [{ code: 'CALL_FAILED', node: 'c' }], gone: [] },
        unused: [{ node: 'c', kind: 'call' }],
      });
    });

    it('that is tried more often gets the answer an operator got', () => {
      const repaired = begun(calling({ retry: retry(1) })).fail('c');
      repaired.operate({ type: 'retry', incident: repaired.incident() });
      after(repaired, 5_000).answer('c');
      expect(compared(repaired, calling({ retry: retry(3) }))).toMatchObject({
        verdict: 'changed',
        incidents: { raised: [], gone: [{ code: 'CALL_FAILED' }] },
        unused: [{ node: 'c', kind: 'operator' }],
        outcome: ended,
      });
    });

    it('that threw an error throws it again', () => {
      const caught = [b.boundary('no', 'c', b.error('REFUSED')), end('refused'), 'no -> refused'];
      const refused = begun(calling({}, ...caught)).throwError('c', 'REFUSED', { why: 'x' });
      expect(compared(refused, calling({}, ...caught)).verdict).toBe('unchanged');
      expect(compared(refused, calling({}))).toMatchObject({
        verdict: 'failing',
        incidents: { raised: [{ code: 'UNCAUGHT_ERROR', node: 'c' }] },
      });
    });
  });

  describe('with a called process', () => {
    const parent = (...rest: b.Content) => [start('s'), b.call('c', 'child'), end('e'), 's -> c -> e', ...rest];
    const child = (instance: Instance) => instance.wait('c', 'child').id;

    it('gets from it what it gave', () => {
      const instance = begun(parent());
      const result = { outcome: 'completed', variables: { total: 3 } } as const;
      instance.send({ type: 'child-ended', wait: child(instance), result });
      expect(compared(instance, parent()).verdict).toBe('unchanged');
      const checked = [
        ...parent().slice(0, 3),
        user('check'),
        exclusive('x'),
        's -> c -> x -(total > 2)-> check',
        'x -/-> e',
      ];
      expect(compared(instance, checked)).toMatchObject({ verdict: 'stuck', unanswered: [{ node: 'check' }] });
    });

    it('catches its error and its escalation, or does not', () => {
      const edges = [
        ...[b.boundary('err', 'c', b.error('E')), b.boundary('esc', 'c', b.escalation('X'), b.nonInterrupting)],
        ...[end('failed'), end('told'), 'err -> failed', 'esc -> told'],
      ];
      const instance = begun(parent(...edges));
      instance.send({ type: 'child-escalated', wait: child(instance), code: 'X', variables: {} });
      instance.send({
        type: 'child-ended',
        wait: child(instance),
        result: { outcome: 'failed', code: 'E', variables: {} },
      });
      expect(compared(instance, parent(...edges)).verdict).toBe('unchanged');
      expect(compared(instance, parent())).toMatchObject({
        verdict: 'failing',
        incidents: { raised: [{ code: 'UNCAUGHT_ERROR', node: 'c' }], gone: [] },
      });
    });

    it('stands still when it got lost', () => {
      const instance = begun(parent());
      instance.send({ type: 'child-ended', wait: child(instance), result: { outcome: 'lost', message: 'gone' } });
      expect(compared(instance, parent())).toMatchObject({ verdict: 'unchanged', outcome: { before: 'active' } });
    });

    it('fails as a child itself where nothing catches an error', () => {
      const called = new Instance(process([start('s'), service('c'), end('e'), 's -> c -> e']), {
        instance: 'p',
        wait: 9,
      });
      called.start().throwError('c', 'E');
      const same = whatIf(called.records, called.model, called.model, step).comparison;
      expect(same).toMatchObject({ verdict: 'unchanged', outcome: { before: 'failed', after: 'failed' } });
    });
  });

  it('gives a message at its time to whoever waits for it by then', () => {
    const waiting = [start('s'), b.receive('r', 'paid'), user('a'), end('e'), 's -> r -> a -> e'];
    const paid = after(begun(waiting), HOUR).message('r', { amount: 7 });
    after(paid, HOUR / 2).complete('a');
    const first = [start('s'), user('a'), b.receive('r', 'paid'), end('e'), 's -> a -> r -> e'];
    expect(compared(paid, first)).toMatchObject({ verdict: 'changed', unused: [], unanswered: [], outcome: ended });
    expect(rerunOf(paid, first).records.at(-1)).toMatchObject({
      variables: { amount: 7 },
      at: '2026-11-23T11:00:00.000Z',
    });
  });

  it('lets everybody hear a signal once', () => {
    const two = [start('s'), b.caught('x', b.signal('go')), b.caught('y', b.signal('go')), 's -> x', 's -> y'];
    const gone = begun(two).signal('go');
    expect(compared(gone, two).verdict).toBe('unchanged');
    const edge = b.boundary('again', 'a', b.signal('go'), b.nonInterrupting);
    const often = [start('s'), user('a'), edge, end('e'), 's -> a', 'again -> e'];
    expect(compared(begun(often).signal('go').signal('go'), often).verdict).toBe('unchanged');
    const deaf = [start('s'), end('e'), 's -> e'];
    expect(compared(gone, deaf)).toMatchObject({ verdict: 'changed', unused: [{ node: 'go', kind: 'signal' }] });
  });

  it('begins with the message that made the instance, whatever of it was kept', () => {
    const started = (...flow: b.Content) => [
      start('m', b.message('order'), { output: [b.mapping('id', 'result.number')] }),
      ...[user('a'), end('e'), ...flow],
    ];
    const rest = { triggers: ['m'] };
    const model = process(started('m -> a -> e'), rest);
    const instance = new Instance(model).start({ number: 7, rush: true }, 'm').complete('a');
    expect(whatIf(instance.records, model, model, step).comparison.verdict).toBe('unchanged');
    const rushed = started('m -> x -(rush)-> e', 'x -/-> a -> e', exclusive('x'));
    const kept = [{ ...(rushed[0] as b.Sketch), output: [b.mapping('rush', 'result.rush')] }, ...rushed.slice(1)];
    expect(compared(instance, kept, rest)).toMatchObject({ outcome: ended, unused: [{ node: 'a' }], unanswered: [] });
  });

  it('says why it cannot even begin', () => {
    const strict = { startVariables: [{ name: 'order', type: 'string', required: true }] };
    expect(compared(done(), LINE, strict)).toMatchObject({
      verdict: 'failing',
      refused: 'Variables to start with are missing or of another type: order (string).',
    });
  });

  it('is not disturbed by a time in which the instance was suspended', () => {
    const timed = [start('s'), b.caught('t', b.duration('PT1H')), user('a'), end('e'), 's -> t -> a -> e'];
    const instance = begun(timed).operate({ type: 'suspend' }).timer('t');
    after(instance, HOUR).operate({ type: 'resume' }).complete('a');
    expect(compared(instance, timed)).toMatchObject({ verdict: 'unchanged', unused: [] });
  });

  it('leaves what is still going on as it stands', () => {
    const half = after(begun(LINE), HOUR).complete('a');
    expect(compared(half, LINE)).toMatchObject({
      verdict: 'unchanged',
      outcome: { before: 'active', after: 'active' },
    });
    expect(compared(half, [start('s'), user('b'), end('e'), 's -> b -> e'])).toMatchObject({
      verdict: 'changed',
      unused: [{ node: 'a' }],
      unanswered: [],
    });
  });

  it('does not look beyond what is known of what is still going on', () => {
    const timed = (duration: string) => [
      ...[start('s'), user('a'), user('b'), b.boundary('t', 'b', b.duration(duration)), end('e')],
      ...['s -> a -> b -> e', 's -> other -> e', 't -> e', user('other')],
    ];
    const half = begun(timed('P9D')).complete('a');
    after(half, 2 * HOUR).complete('other');
    const renamed = (duration: string) =>
      timed(duration).map((each) =>
        typeof each === 'string' ? each.replace('t ->', 't2 ->') : each.id === 't' ? { ...each, id: 't2' } : each,
      );
    expect(compared(half, renamed('PT1H'))).toMatchObject({ verdict: 'changed', diverges: { node: 'b', to: 't2' } });
    expect(compared(half, renamed('PT3H'))).toMatchObject({ verdict: 'unchanged', unanswered: [] });
  });

  it('chooses again behind what an operator skipped, unless they said the way', () => {
    const choice = (least: number) => [
      ...[start('s'), user('a'), user('b'), user('c')],
      ...['s -> a', `a -(n > ${least})-> b`, 'a -/-> c'],
    ];
    const skipped = (more: { flows?: string[] }) => {
      const instance = begun(choice(5), { n: 3 });
      return instance.operate({ type: 'skip', element: instance.element('a').id, variables: {}, ...more });
    };
    expect(compared(skipped({}), choice(1))).toMatchObject({ diverges: { node: 'a', from: 'c', to: 'b' } });
    expect(compared(skipped({ flows: ['a-b'] }), choice(9))).toMatchObject({ verdict: 'unchanged' });
  });
});
