import type { ProcessModel } from '../model.js';
import { called } from './finding.js';
import { follower, unitAt } from './units.js';
import type { Unit } from './units.js';

/** Parts that are run one after the other and could be run at the same time. */
export interface Proposal {
  /** Calls that need nothing of each other; or choices, whose conditions neither look at what the others' ways set. */
  readonly kind: 'parallel-calls' | 'parallel-choices';
  /** Each part as the ids of its elements, in the order they are drawn. */
  readonly parts: readonly (readonly string[])[];
  /** A sentence for operators. */
  readonly reason: string;
}

/**
 * Proposals by the names of variables: parts that stand side by side, of which none reads or sets what another sets, and
 * which only read outside, or are said to be independent. What the calls do outside is not known, so a person decides.
 */
export function proposeParallel(model: ProcessModel): Proposal[] {
  return runs(model).flatMap(grouped).map(proposal);
}

/** The units that follow each other without anything between them, as long as they do. */
function runs(model: ProcessModel): Unit[][] {
  const units = Object.values(model.nodes).flatMap((node) => unitAt(model, node) ?? []);
  const after = (unit: Unit) => units.find(({ first }) => first === follower(model, unit.last));
  const following = new Set(units.map(after));
  return units
    .filter((unit) => !following.has(unit))
    .map((head) => {
      const run: Unit[] = [];
      for (let unit: Unit | undefined = head; unit; unit = after(unit)) run.push(unit);
      return run;
    });
}

/** Neighbours of which each is independent of all others; as many as possible, from the first on. */
function grouped(run: readonly Unit[]): Unit[][] {
  const groups: Unit[][] = [];
  for (const unit of run) {
    const group = groups.at(-1);
    if (group?.every((other) => independent(unit, other))) group.push(unit);
    else groups.push([unit]);
  }
  return groups.filter(({ length }) => length > 1);
}

function independent(a: Unit, b: Unit): boolean {
  return !touches(a.writes, b.writes) && !touches(a.writes, b.reads) && !touches(a.reads, b.writes);
}

function touches(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return [...some].some((name) => others.has(name));
}

function proposal(group: readonly Unit[]): Proposal {
  const names = group.map(({ first }) => called(first)).join(', ');
  const choices = group.some(({ choice }) => choice);
  return {
    kind: choices ? 'parallel-choices' : 'parallel-calls',
    parts: group.map(({ elements }) => elements),
    reason: choices
      ? `${names}: no condition looks at what another part sets, and no call needs the answer of another; they can run at the same time.`
      : `${names}: no call needs the answer of another; they can run at the same time.`,
  };
}
