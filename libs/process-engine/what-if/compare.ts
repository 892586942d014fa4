import type { AtNode, Rerun } from './rerun.js';
import type { IncidentAt, Trace, TraceStep } from './trace.js';

/** failing: something goes wrong that went well. stuck: it waits for what was not recorded. changed: it ends, another way. */
export type Verdict = 'unchanged' | 'changed' | 'stuck' | 'failing';

export interface Comparison {
  readonly verdict: Verdict;
  /** Where the ways part first; null: they are the same. */
  readonly diverges: Divergence | null;
  readonly outcome: { readonly before: Trace['outcome']; readonly after: Trace['outcome'] };
  readonly incidents: { readonly raised: readonly IncidentAt[]; readonly gone: readonly IncidentAt[] };
  readonly unused: readonly AtNode[];
  readonly unanswered: readonly AtNode[];
  /** Why it could not even begin. */
  readonly refused: string | null;
}

/** From the node it went on to one thing before, and to another after; null: it went no further. */
export interface Divergence {
  readonly node: string;
  readonly from: string | null;
  readonly to: string | null;
}

export function compare(before: Trace, after: Trace, run: Rerun): Comparison {
  const diverges = divergence(before, after);
  const outcome = { before: before.outcome, after: after.outcome };
  const incidents = {
    raised: without(after.incidents, before.incidents),
    gone: without(before.incidents, after.incidents),
  };
  const { unused, unanswered, refused } = run;
  const found = { diverges, outcome, incidents, unused, unanswered, refused: refused ?? null };
  return { verdict: verdictOn(found), ...found };
}

function verdictOn(found: Omit<Comparison, 'verdict'>): Verdict {
  const { diverges, outcome, incidents, unused, unanswered, refused } = found;
  const fails = outcome.after === 'failed' && outcome.before !== 'failed';
  if (refused !== null || fails || incidents.raised.length > 0) return 'failing';
  const ended = outcome.after !== 'active' || outcome.before === 'active';
  if (unanswered.length > 0 || !ended) return 'stuck';
  return diverges || outcome.before !== outcome.after || unused.length > 0 ? 'changed' : 'unchanged';
}

/**
 * Each node's ways are compared one after the other, so that branches that run at the same time may do so in another order.
 * The first difference in the order of the run before; else the first way that is new.
 */
function divergence(before: Trace, after: Trace): Divergence | null {
  const [was, is] = [waysOf(before), waysOf(after)];
  const passed = new Map<string, number>();
  for (const { from: node, to } of before.steps) {
    const turn = passed.get(node) ?? 0;
    passed.set(node, turn + 1);
    const now = is.get(node)?.[turn]?.to ?? null;
    if (now !== to) return { node, from: to, to: now };
  }
  for (const [node, ways] of is) {
    const more = ways[was.get(node)?.length ?? 0];
    if (more !== undefined) return { node, from: null, to: more.to };
  }
  return null;
}

function waysOf({ steps }: Trace): ReadonlyMap<string, readonly TraceStep[]> {
  return Map.groupBy(steps, ({ from }) => from);
}

function without(all: readonly IncidentAt[], some: readonly IncidentAt[]): IncidentAt[] {
  const left = some.map(nameOf);
  return all.filter((each) => {
    const index = left.indexOf(nameOf(each));
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

function nameOf({ code, node }: IncidentAt): string {
  return `${code} ${node}`;
}
