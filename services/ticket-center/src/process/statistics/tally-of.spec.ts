import { describe, expect, it } from '@jest/globals';
import type { RecordType } from '#libs/process-engine/records';
import { tallyOf } from './tally-of.js';

type Line = [type: RecordType, element: number | null, node: string | null, ms: number, body?: object];

function tallied(...lines: Line[]) {
  const tally = tallyOf(
    lines.map(([type, element, node, ms, body]) => ({
      ...{ type, element, node, at: new Date(1_000_000 + ms) },
      ...(body && { body }),
    })),
  );
  const nodes = Array.from(tally.nodes, ([node, { durations, ...counts }]) => [
    node,
    { ...counts, mean: durations.spread()?.mean ?? null },
  ]);
  return { nodes: Object.fromEntries(nodes) as object, flows: Object.fromEntries(tally.flows) };
}

const NOTHING = { entered: 0, completed: 0, terminated: 0, failures: 0, mean: null };

describe('the tally of an instance', () => {
  it('counts what happened at its nodes, and how long each took', () => {
    const { nodes } = tallied(
      ['element-entered', 2, 'look', 0],
      ['element-left', 2, 'look', 100],
      ['element-entered', 3, 'look', 100],
      ['element-left', 3, 'look', 400],
      ['element-entered', 4, 'look', 400],
    );
    expect(nodes).toEqual({ look: { ...NOTHING, entered: 3, completed: 2, mean: 200 } });
  });

  it('counts what fails; what was broken off has no duration', () => {
    const { nodes } = tallied(
      ['element-entered', 2, 'pay', 0],
      ['call-attempt-failed', 2, 'pay', 10],
      ['incident-raised', 2, 'pay', 10],
      ['element-terminated', 2, 'pay', 50],
    );
    expect(nodes).toEqual({ pay: { ...NOTHING, entered: 1, failures: 2, terminated: 1 } });
  });

  it('tells elements of one node apart', () => {
    const { nodes } = tallied(
      ['element-entered', 2, 'each', 0],
      ['element-entered', 3, 'each', 10],
      ['element-left', 3, 'each', 20],
      ['element-left', 2, 'each', 100],
    );
    expect(nodes).toMatchObject({ each: { completed: 2, mean: 55 } });
  });

  it('counts the ways it took', () => {
    const taken = (flow: string): Line => ['flow-taken', 2, null, 0, { flow }];
    expect(tallied(taken('yes'), taken('no'), taken('yes')).flows).toEqual({ yes: 2, no: 1 });
  });

  it('that was migrated is one of its last version, also where names change places', () => {
    const { nodes, flows } = tallied(
      ['element-entered', 2, 'a', 0],
      ['element-left', 2, 'a', 10],
      ['flow-taken', 2, null, 10, { flow: 'f' }],
      ['element-entered', 3, 'b', 10],
      ['migrated', null, null, 20, { nodes: { a: 'b', b: 'a' }, flows: { f: 'g' } }],
      ['element-left', 3, 'a', 110],
    );
    expect(nodes).toEqual({
      a: { ...NOTHING, entered: 1, completed: 1, mean: 100 },
      b: { ...NOTHING, entered: 1, completed: 1, mean: 10 },
    });
    expect(flows).toEqual({ g: 1 });
  });
});
