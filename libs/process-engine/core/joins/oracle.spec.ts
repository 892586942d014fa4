import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as b from '../testing/build.js';
import { Instance } from '../testing/instance.js';

/**
 * Gateways by their definitions, done in the plainest way: tokens on arcs, looked at one by one, every path walked. Shares
 * nothing with the engine.
 */
type Kind = 'task' | 'xor' | 'and' | 'or';

interface Arc {
  readonly from: number;
  readonly to: number;
  /** Whether its condition holds, where conditions count. */
  readonly open: boolean;
}

interface Net {
  readonly kinds: readonly Kind[];
  /** The first leads from the start to node 0. */
  readonly arcs: readonly Arc[];
}

interface Marking {
  readonly onArcs: readonly number[];
  readonly atTasks: readonly number[];
}

const START = -1;

const into = ({ arcs }: Net, node: number) => [...arcs.keys()].filter((arc) => arcs[arc]!.to === node);
const outOf = ({ arcs }: Net, node: number) => [...arcs.keys()].filter((arc) => arcs[arc]!.from === node);
const add = (list: readonly number[], at: readonly number[], by: number) =>
  list.map((count, index) => count + by * at.filter((each) => each === index).length);
const key = ({ onArcs, atTasks }: Marking) => `${onArcs.join()}|${atTasks.join()}`;

/** Can a token that is about to leave `node` come to the arc without passing any of these nodes? Every path is walked. */
function leadsTo(net: Net, node: number, arc: number, not: readonly number[], walked: readonly number[] = []): boolean {
  return outOf(net, node).some((out) => {
    if (out === arc) return true;
    const { to } = net.arcs[out]!;
    return !not.includes(to) && !walked.includes(to) && leadsTo(net, to, arc, not, [...walked, to]);
  });
}

/** Where tokens are, except at the joins that are not to be passed. */
const places = (net: Net, { onArcs, atTasks }: Marking, not: readonly number[]) => [
  ...net.arcs.flatMap(({ to }, arc) => (onArcs[arc]! > 0 && !not.includes(to) ? [to] : [])),
  ...net.kinds.flatMap((_, task) => (atTasks[task]! > 0 ? [task] : [])),
];

/** The join, and those that wait for it: they lack a token which can come by way of it and by no other. */
function withThoseThatWait(net: Net, marking: Marking, join: number, known: readonly number[]): readonly number[] {
  const comes = (arc: number) => places(net, marking, known).some((place) => leadsTo(net, place, arc, known));
  const more = [...net.kinds.keys()].filter((other) => {
    const arcs = into(net, other);
    if (known.includes(other) || arcs.length < 2 || !['and', 'or'].includes(net.kinds[other]!)) return false;
    const byJoin = (arc: number) => leadsTo(net, join, arc, [other]);
    const mayHold = arcs.filter((arc) => marking.onArcs[arc]! > 0 || comes(arc));
    if (net.kinds[other] === 'or' && mayHold.some(byJoin)) return false;
    return arcs.some((arc) => !mayHold.includes(arc) && byJoin(arc));
  });
  return more.length === 0 ? known : withThoseThatWait(net, marking, join, [...known, ...more]);
}

/** The arcs it takes a token from when it fires now; undefined: it does not. Exclusive gateways and tasks: each arc by itself. */
function firing(net: Net, marking: Marking, node: number): readonly number[] | undefined {
  const arcs = into(net, node);
  const held = arcs.filter((arc) => marking.onArcs[arc]! > 0);
  if (held.length === 0) return undefined;
  const kind = net.kinds[node];
  if (kind === 'task' || kind === 'xor') return [held[0]!];
  if (kind === 'and') return held.length === arcs.length ? arcs : undefined;
  const closed = withThoseThatWait(net, marking, node, [node]);
  const mayCome = (arc: number) => places(net, marking, closed).some((place) => leadsTo(net, place, arc, closed));
  return arcs.some((arc) => !held.includes(arc) && mayCome(arc)) ? undefined : held;
}

const choice = (net: Net, node: number): readonly number[] => {
  const out = outOf(net, node);
  if (net.kinds[node] === 'task' || net.kinds[node] === 'and') return out;
  return out.filter((arc) => net.arcs[arc]!.open);
};

/** Every set of arcs the gateway might choose if its conditions were others. */
function choices(net: Net, node: number): readonly (readonly number[])[] {
  const out = outOf(net, node);
  if (out.length === 0 || net.kinds[node] === 'task' || net.kinds[node] === 'and') return [out];
  if (net.kinds[node] === 'xor') return out.map((arc) => [arc]);
  return Array.from({ length: 2 ** out.length - 1 }, (_, bits) =>
    out.filter((_each, index) => (bits + 1) & (1 << index)),
  );
}

function fire(net: Net, marking: Marking, node: number, from: readonly number[], chosen: readonly number[]): Marking {
  const onArcs = add(marking.onArcs, from, -1);
  if (net.kinds[node] === 'task') return { onArcs, atTasks: add(marking.atTasks, [node], 1) };
  return { onArcs: add(onArcs, chosen, 1), atTasks: marking.atTasks };
}

const complete = (net: Net, { onArcs, atTasks }: Marking, task: number): Marking => ({
  onArcs: add(onArcs, outOf(net, task), 1),
  atTasks: add(atTasks, [task], -1),
});

/**
 * Where it may come to rest, whatever fires first: of two inclusive joins that wait for each other either may go on.
 * Undefined where that has no end.
 */
function settle(net: Net, start: Marking): readonly Marking[] | undefined {
  const seen = new Map<string, 'under way' | 'ends'>();
  const resting: Marking[] = [];
  const ends = (marking: Marking): boolean => {
    const known = seen.get(key(marking));
    if (known || seen.size > 300) return known === 'ends';
    seen.set(key(marking), 'under way');
    const next = firings(net, marking);
    if (next.length === 0) resting.push(marking);
    if (!next.every(ends)) return false;
    seen.set(key(marking), 'ends');
    return true;
  };
  return ends(start) ? resting : undefined;
}

function firings(net: Net, marking: Marking): Marking[] {
  return [...net.kinds.keys()].flatMap((node) => {
    const from = firing(net, marking, node);
    return from ? [fire(net, marking, node, from, choice(net, node))] : [];
  });
}

/** Whether the join can fire in any future, whatever people and conditions decide; undefined: too many futures. */
function canEverFire(net: Net, now: Marking, join: number): boolean | undefined {
  const seen = new Set<string>();
  const open = [now];
  for (let marking = open.pop(); marking; marking = open.pop()) {
    if (seen.has(key(marking))) continue;
    seen.add(key(marking));
    if (seen.size > 3_000 || marking.onArcs.some((count) => count > 4)) return undefined;
    for (const [node] of net.kinds.entries()) {
      const from = firing(net, marking, node);
      if (from && node === join) return true;
      if (from) for (const chosen of choices(net, node)) open.push(fire(net, marking, node, from, chosen));
      if (marking.atTasks[node]! > 0) open.push(complete(net, marking, node));
    }
  }
  return false;
}

const nets: fc.Arbitrary<Net> = fc.integer({ min: 2, max: 7 }).chain((size) =>
  fc
    .record({
      kinds: fc.array(fc.constantFrom<Kind>('task', 'xor', 'and', 'or', 'or', 'task'), {
        minLength: size,
        maxLength: size,
      }),
      arcs: fc.array(fc.record({ from: fc.nat(size - 1), to: fc.nat(size - 1), open: fc.boolean() }), {
        minLength: size,
        maxLength: 2 * size,
      }),
    })
    .map(({ kinds, arcs }) => decided({ kinds, arcs: [{ from: START, to: 0, open: true }, ...arcs] })),
);

/** An exclusive gateway has one open flow, an inclusive one at least one. */
function decided(net: Net): Net {
  const arcs = net.arcs.map((arc, index) => {
    if (arc.from === START) return arc;
    const [first, ...rest] = outOf(net, arc.from);
    const noneOpen = [first!, ...rest].every((each) => !net.arcs[each]!.open);
    const firstOpen = [first!, ...rest].find((each) => net.arcs[each]!.open);
    if (net.kinds[arc.from] === 'xor') return { ...arc, open: index === (firstOpen ?? first) };
    return noneOpen && index === first ? { ...arc, open: true } : arc;
  });
  return { ...net, arcs };
}

function modelOf({ kinds, arcs }: Net) {
  const sketch = { task: b.user, xor: b.exclusive, and: b.parallel, or: b.inclusive };
  const name = (node: number) => (node === START ? 's' : `n${node}`);
  const flows = arcs.map(({ from, to, open }) => {
    const conditional = kinds[from] === 'xor' || kinds[from] === 'or';
    return `${name(from)} ${conditional ? `-(${open})->` : '->'} ${name(to)}`;
  });
  return b.process([b.start('s'), ...kinds.map((kind, node) => sketch[kind](name(node))), ...flows]);
}

/** What the engine holds, as the oracle counts it. Its flows have the order of the arcs. */
function markingOf(net: Net, instance: Instance): Marking {
  const flows = Object.keys(instance.model.flows);
  const { elements } = instance.snapshot!;
  const tokens = elements[1]?.tokens ?? [];
  return {
    onArcs: net.arcs.map((_, arc) => tokens.filter((flow) => flow === flows[arc]).length),
    atTasks: net.kinds.map((_, node) => Object.values(elements).filter((each) => each.node === `n${node}`).length),
  };
}

const empty = (net: Net): Marking => ({ onArcs: net.arcs.map(() => 0), atTasks: net.kinds.map(() => 0) });

describe('any net of tasks and gateways', () => {
  it('holds the tokens that the definitions of its gateways leave, whoever completes what in which order', () => {
    let compared = 0;
    fc.assert(
      fc.property(nets, fc.array(fc.nat(20), { maxLength: 12 }), (net, picks) => {
        const begun = empty(net);
        let expected = settle(net, { ...begun, onArcs: add(begun.onArcs, [0], 1) });
        fc.pre(expected !== undefined);
        const instance = new Instance(modelOf(net)).start();
        for (const pick of picks) {
          compared++;
          const marking = markingOf(net, instance);
          expect(expected).toContainEqual(marking);
          const open = net.kinds.flatMap((_, node) => (marking.atTasks[node]! > 0 ? [node] : []));
          if (open.length === 0) return;
          const task = open[pick % open.length]!;
          expected = settle(net, complete(net, marking, task));
          fc.pre(expected !== undefined);
          instance.complete(`n${task}`);
        }
      }),
      { numRuns: 1_500, seed: 1 },
    );
    expect(compared).toBeGreaterThan(2_000);
  });

  it('calls a join stuck only if it can never fire, and every one at which tokens wait when nothing can move', () => {
    let stuck = 0;
    fc.assert(
      fc.property(nets, fc.array(fc.nat(20), { maxLength: 8 }), (net, picks) => {
        const begun = empty(net);
        fc.pre(settle(net, { ...begun, onArcs: add(begun.onArcs, [0], 1) }) !== undefined);
        const instance = new Instance(modelOf(net)).start();
        for (const pick of [...picks, 0]) {
          const marking = markingOf(net, instance);
          const called = Object.values(instance.snapshot!.incidents).flatMap(({ code, node }) =>
            code === 'JOIN_STUCK' ? [Number(node.slice(1))] : [],
          );
          const waiting = [...net.kinds.keys()].filter((node) =>
            into(net, node).some((arc) => marking.onArcs[arc]! > 0),
          );
          const open = net.kinds.flatMap((_, node) => (marking.atTasks[node]! > 0 ? [node] : []));
          if (open.length === 0) expect(called.sort()).toEqual(waiting.sort());
          for (const join of called) {
            stuck++;
            expect(canEverFire(net, marking, join)).not.toBe(true);
          }
          if (open.length === 0) return;
          const task = open[pick % open.length]!;
          fc.pre(settle(net, complete(net, marking, task)) !== undefined);
          instance.complete(`n${task}`);
        }
      }),
      { numRuns: 1_000, seed: 1 },
    );
    expect(stuck).toBeGreaterThan(100);
  });
});
