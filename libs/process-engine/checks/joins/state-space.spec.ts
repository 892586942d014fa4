import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FlowNode, ProcessModel, SequenceFlow } from '../../model.js';
import { StateSpace } from './state-space.js';
import { moved, TokenNet } from './token-net.js';
import type { Marking } from './token-net.js';

const kinds = ['task', 'exclusive-gateway', 'parallel-gateway', 'inclusive-gateway', 'end-event'] as const;
const activity = {
  boundary: [],
  forCompensation: false,
  startQuantity: 1,
  completionQuantity: 1,
  input: [],
  output: [],
  variables: [],
};

/** A process of these kinds of nodes, n1, n2 …, entered at the first, and these connections between them. */
function drawn(
  nodeKinds: readonly (typeof kinds)[number][],
  ways: readonly (readonly [number, number])[],
): ProcessModel {
  const ids = nodeKinds.map((_, index) => `n${index + 1}`);
  const flows: SequenceFlow[] = [
    { id: 'f0', source: 's', target: 'n1' },
    ...ways
      .map(([from, to]) => ({ source: ids[from % ids.length]!, target: ids[to % ids.length]! }))
      .filter(({ source }) => nodeKinds[ids.indexOf(source)] !== 'end-event')
      .map((way, index) => ({ ...way, id: `f${index + 1}` })),
  ];
  const base = (id: string) => ({
    id,
    scope: 'p',
    incoming: flows.filter(({ target }) => target === id).map((flow) => flow.id),
    outgoing: flows.filter(({ source }) => source === id).map((flow) => flow.id),
  });
  const nodes = [
    { ...base('s'), kind: 'start-event', interrupting: true, output: [] },
    ...ids.map((id, index) => ({ ...base(id), ...activity, kind: nodeKinds[index] })),
  ] as FlowNode[];
  return {
    id: 'p',
    timeZone: 'UTC',
    startVariables: [],
    triggers: [],
    decisions: {},
    nodes: Object.fromEntries(nodes.map((node) => [node.id, node])),
    flows: Object.fromEntries(flows.map((flow) => [flow.id, flow])),
    scopes: { p: { id: 'p', nodes: nodes.map(({ id }) => id), starts: ['s'], eventSubProcesses: [], variables: [] } },
  };
}

/** Every order in which the nodes can go on, without any thought. */
function everyOrder(model: ProcessModel, bound: number) {
  const net = new TokenNet(model, model.scopes['p']!);
  const markings = new Map<string, Marking>();
  const fired = new Set<string>();
  const stuck = new Set<string>();
  const visit = (marking: Marking) => markings.set([...marking].map(String).sort().join(), marking);
  net.initial(model.scopes['p']!).forEach(visit);
  for (const marking of markings.values()) {
    if (markings.size > bound || [...marking.values()].some((tokens) => tokens > 3)) return undefined;
    const enabled = net.enabled(marking).flat();
    if (enabled.length === 0) for (const flow of marking.keys()) stuck.add(model.flows[flow]!.target);
    for (const { node, takes, puts } of enabled) {
      fired.add(node);
      visit(moved(marking, takes, puts));
    }
  }
  return { fired, stuck };
}

describe('the search through the markings of a scope', () => {
  it('finds by one order of going on what it finds by all of them', () => {
    let compared = 0;
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...kinds), { minLength: 2, maxLength: 7 }),
        fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { minLength: 2, maxLength: 11 }),
        (nodeKinds, ways) => {
          const model = drawn(nodeKinds, ways);
          const all = everyOrder(model, 3_000);
          if (!all) return;
          compared++;
          const found = new StateSpace(model, model.scopes['p']!, 3_000);
          expect(found.complete).toBe(true);
          expect(new Set(found.stuck.keys())).toEqual(all.stuck);
          expect(found.fired).toEqual(all.fired);
        },
      ),
      { numRuns: 3_000 },
    );
    expect(compared).toBeGreaterThan(1_000);
  });
});
