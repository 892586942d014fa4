import { describe, expect, it } from '@jest/globals';
import type { RecordBody } from '#libs/process-engine/records';
import { pathOf } from './path-of.js';

const at = (second: number) => `2026-11-23T09:00:${String(second).padStart(2, '0')}.000Z`;
const place = (node: string) => ({ element: 2, node, run: 1 });
const entered = (node: string): RecordBody => ({ type: 'element-entered', ...place(node), flows: [], cause: 'flow' });
const left = (node: string): RecordBody => ({ type: 'element-left', ...place(node) });
const terminated = (node: string): RecordBody => ({ type: 'element-terminated', ...place(node) });
const taken = (flow: string): RecordBody => ({ type: 'flow-taken', flow, parent: 1, element: 2, run: 1 });
const raised = (node: string, id: number): RecordBody => ({
  type: 'incident-raised',
  incident: { id, code: 'CALL_FAILED', ...place(node), message: 'No.', work: [] },
});
const resolved = (node: string, incident: number): RecordBody => ({
  type: 'incident-resolved',
  ...place(node),
  incident,
  how: 'retried',
});

const path = (...records: RecordBody[]) => pathOf(records.map((record, second) => ({ at: at(second), record })));

describe('the path of an instance', () => {
  it('has each node once, in the order it came there, with the ways it took', () => {
    const { nodes, flows } = path(
      entered('a'),
      left('a'),
      taken('a-b'),
      entered('b'),
      left('b'),
      taken('b-a'),
      entered('a'),
    );
    expect(nodes).toMatchObject([
      { node: 'a', entered: 2, completed: 1, state: 'live', firstAt: at(0), lastAt: at(6) },
      { node: 'b', entered: 1, completed: 1, state: 'completed' },
    ]);
    expect(flows).toEqual({ 'a-b': 1, 'b-a': 1 });
  });

  it('shows what stands still, until it is resolved', () => {
    expect(path(entered('a'), raised('a', 3)).nodes).toMatchObject([{ failures: 1, state: 'failed' }]);
    expect(path(entered('a'), raised('a', 3), resolved('a', 3)).nodes).toMatchObject([{ failures: 1, state: 'live' }]);
  });

  it('tells what was broken off from what was completed', () => {
    expect(path(entered('a'), terminated('a')).nodes).toMatchObject([{ terminated: 1, state: 'terminated' }]);
    expect(path(entered('a'), left('a'), entered('a'), terminated('a')).nodes).toMatchObject([{ state: 'completed' }]);
  });

  it('of nothing is empty', () => {
    expect(path()).toEqual({ nodes: [], flows: {} });
  });
});
