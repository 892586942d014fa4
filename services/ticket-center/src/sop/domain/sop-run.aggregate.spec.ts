import { describe, expect, it } from '@jest/globals';
import { act, call, decide, end, guideTo, NO_FACTS, sopOf, way } from '../../../test/sop/sops-in-a-spec.js';
import type { SopContent } from './sop-content.js';
import { SopRun } from './sop-run.aggregate.js';
import {
  NothingToRepeat,
  NothingToUndo,
  SopRunOver,
  SopStepPassed,
  SopValuesRefused,
  SopWayRefused,
} from './sop.errors.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const ABOUT = { subjectKind: 'ticket', subjectId: 't', customerId: null } as const;
const IDENTIFY = sopOf(
  act('name', [way('found', 'name'), way('unknown')], ['name']),
  end('found'),
  end('unknown', 'unsolved'),
);
const REFUND = sopOf(
  act('ask', [way('known', 'known'), way('identify')], ['known']),
  call('identify', 'identify', way('known')),
  decide('known', way('pay', 'known'), way('explain')),
  act('pay', [way('end')], ['means']),
  act('explain', [way('ask', null, 'again'), way('sorry', null, 'no')], [], true),
  end(),
  end('sorry', 'unsolved'),
);
const guide = guideTo({ refund: REFUND, identify: IDENTIFY });

function started(content: SopContent = REFUND): SopRun {
  const to = content === REFUND ? guide : guideTo({ refund: content });
  return SopRun.start('r', { name: 'refund', version: 1 }, ABOUT, NO_FACTS, to, 'mia', NOW);
}

const done = (run: SopRun, step: string, values: object = {}, chosen: number | null = null) =>
  run.complete({ step, values: { ...values }, way: chosen }, guide, 'mia', NOW);
const seen = (run: SopRun) =>
  run as unknown as {
    status: string;
    outcome: string | null;
    frames: { sop: string; step: string }[];
    values: object;
    trail: { step: string; by: string | null; undone: object | null }[];
  };
const at = (run: SopRun) => seen(run).frames.map(({ sop, step }) => `${sop}/${step}`);

describe('a run', () => {
  it('takes the way whose condition holds, and passes decisions by itself', () => {
    const run = started();
    done(run, 'ask', { known: 'yes' });
    expect(at(run)).toEqual(['refund/pay']);
    expect(seen(run).trail).toMatchObject([
      { step: 'ask', by: 'mia', way: 0, values: { known: 'yes' } },
      { step: 'known', by: null, way: 0 },
    ]);
    done(run, 'pay', { means: 'card' });
    expect(seen(run)).toMatchObject({ status: 'ended', outcome: 'solved', frames: [] });
    expect(() => done(run, 'pay', { means: 'card' })).toThrow(SopRunOver);
  });

  it('tells once that it is over, and how: at its end, when it is left, and when it ends as it begins', () => {
    const told = (run: SopRun) => run.takeEvents().map(({ type, outcome }) => [type, outcome]);
    const run = started();
    done(run, 'ask', { known: 'yes' });
    expect(told(run)).toEqual([]);
    done(run, 'pay', { means: 'card' });
    expect(told(run)).toEqual([['sop-run-ended', 'solved']]);
    const left = started();
    left.leave('paid by hand', NOW);
    expect(told(left)).toEqual([['sop-run-ended', null]]);
    expect(told(started(sopOf(end('up', 'escalated'))))).toEqual([['sop-run-ended', 'escalated']]);
  });

  it('goes into the SOP that is called, and comes back from it', () => {
    const run = started();
    done(run, 'ask', { known: 'no' });
    expect(at(run)).toEqual(['refund/identify', 'identify/name']);
    done(run, 'name', { name: 'Ann' });
    expect(at(run)).toEqual(['refund/explain']);
    expect(seen(run).trail.map(({ step }) => step)).toEqual(['ask', 'name', 'unknown', 'identify', 'known']);
  });

  it('goes on after the SOP that is called by how that ended', () => {
    const outer = sopOf(call('in', 'inner', way('end', 'escalated'), way('sorry')), end(), end('sorry', 'unsolved'));
    const to = guideTo({ outer, inner: sopOf(end('up', 'escalated')) });
    const run = SopRun.start('r', { name: 'outer', version: 1 }, ABOUT, NO_FACTS, to, 'mia', NOW);
    expect(seen(run)).toMatchObject({ status: 'ended', outcome: 'solved' });
  });

  it('goes the way a person chooses, round again if need be', () => {
    const run = started();
    done(run, 'ask', { known: 'no' });
    done(run, 'name', { name: 'Ann' });
    expect(() => done(run, 'explain')).toThrow(SopWayRefused);
    expect(() => done(run, 'explain', {}, 2)).toThrow(SopWayRefused);
    done(run, 'explain', {}, 0);
    expect(at(run)).toEqual(['refund/ask']);
  });

  it('takes exactly what the step asks for', () => {
    const run = started();
    expect(() => done(run, 'ask')).toThrow(SopValuesRefused);
    expect(() => done(run, 'ask', { known: 'yes', more: 'x' })).toThrow(SopValuesRefused);
    expect(() => done(run, 'ask', { known: 1 })).toThrow(SopValuesRefused);
    expect(() => done(run, 'pay', { means: 'card' })).toThrow(SopStepPassed);
  });

  it('goes back, out of a called SOP too, and forth again; the record keeps all of it', () => {
    const run = started();
    expect(() => run.back('mia', NOW)).toThrow(NothingToUndo);
    done(run, 'ask', { known: 'no' });
    done(run, 'name', { name: 'yes' });
    const there = { at: at(run), values: seen(run).values };
    run.back('lea', NOW);
    expect(at(run)).toEqual(['refund/identify', 'identify/name']);
    expect(seen(run).values).toEqual({ known: 'no' });
    run.back('lea', NOW);
    expect(at(run)).toEqual(['refund/ask']);
    expect(seen(run).values).toEqual({});
    run.forth(guide, 'lea', NOW);
    run.forth(guide, 'lea', NOW);
    expect({ at: at(run), values: seen(run).values }).toEqual(there);
    expect(() => run.forth(guide, 'lea', NOW)).toThrow(NothingToRepeat);
    const undone = seen(run).trail.filter((entry) => entry.undone !== null);
    expect(undone.map(({ step, by }) => [step, by])).toEqual([
      ['ask', 'mia'],
      ['name', 'mia'],
      ['found', null],
      ['identify', null],
      ['known', null],
    ]);
  });

  it('gives what was collected before, when a step is done again and taken back', () => {
    const again = sopOf(act('ask', [way('end', 'stop'), way('ask')], ['stop']), end());
    const run = started(again);
    const to = guideTo({ refund: again });
    run.complete({ step: 'ask', values: { stop: 'no' }, way: null }, to, 'mia', NOW);
    run.complete({ step: 'ask', values: { stop: 'never' }, way: null }, to, 'mia', NOW);
    run.back('mia', NOW);
    expect(seen(run).values).toEqual({ stop: 'no' });
  });

  it('forgets what was taken back once something else is done', () => {
    const run = started();
    done(run, 'ask', { known: 'no' });
    run.back('mia', NOW);
    done(run, 'ask', { known: 'yes' });
    expect(() => run.forth(guide, 'mia', NOW)).toThrow(NothingToRepeat);
  });

  it('is left where it stands', () => {
    const run = started();
    run.leave('customer hung up', NOW);
    expect(run).toMatchObject({ status: 'left', leftAt: 'refund/ask', leftBecause: 'customer hung up' });
    expect(() => run.leave('again', NOW)).toThrow(SopRunOver);
  });
});
