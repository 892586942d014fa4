import { isDeepStrictEqual } from 'node:util';
import type { ProcessModel, SequenceFlow, FlowNode } from '#libs/process-engine/model';

/** What one version of a process has that another has not. */
export interface ModelDiff {
  /** Of the process itself. */
  readonly process: readonly Difference[];
  readonly nodes: Changes;
  readonly flows: Changes;
  readonly decisions: Changes;
}

/** By id, each list in the order of ids. */
export interface Changes {
  readonly added: readonly Named[];
  readonly removed: readonly Named[];
  readonly changed: readonly (Named & { readonly differences: readonly Difference[] })[];
}

export interface Named {
  readonly id: string;
  readonly name: string | null;
}

/** Left out where the attribute is not there. */
export interface Difference {
  readonly attribute: string;
  readonly from?: unknown;
  readonly to?: unknown;
}

export function diffModels(from: ProcessModel, to: ProcessModel): ModelDiff {
  return {
    process: differences(ofProcess(from), ofProcess(to)),
    nodes: changes(from.nodes, to.nodes, nodeDifferences),
    flows: changes<SequenceFlow>(from.flows, to.flows, differences),
    decisions: changes(from.decisions, to.decisions, differences),
  };
}

/** What stands in the process and in none of its nodes. */
function ofProcess({ name, timeZone, sla, startVariables, scopes, id }: ProcessModel): object {
  return { name, timeZone, sla, startVariables, variables: scopes[id]?.variables };
}

/**
 * Flows that come and go are told as flows, and boundary events as nodes. Only the order in which a node tries its flows is
 * its own.
 */
function nodeDifferences(from: FlowNode, to: FlowNode): Difference[] {
  const [before, after] = [from.outgoing, to.outgoing].map((flows, side, both) =>
    flows.filter((flow) => both[1 - side]!.includes(flow)),
  );
  return differences({ ...from, ...DERIVED, outgoing: before }, { ...to, ...DERIVED, outgoing: after });
}

const DERIVED = { incoming: undefined, boundary: undefined };

type Item = object & { readonly id: string; readonly name?: string };
type ById<Of> = Readonly<Record<string, Of>>;

function changes<Of extends Item>(from: ById<Of>, to: ById<Of>, compare: (a: Of, b: Of) => Difference[]): Changes {
  const ids = (one: ById<Of>, other: ById<Of>, inBoth: boolean) =>
    Object.keys(one)
      .filter((id) => Object.hasOwn(other, id) === inBoth)
      .sort();
  return {
    added: ids(to, from, false).map((id) => named(to[id]!)),
    removed: ids(from, to, false).map((id) => named(from[id]!)),
    changed: ids(from, to, true)
      .map((id) => ({ ...named(to[id]!), differences: compare(from[id]!, to[id]!) }))
      .filter(({ differences }) => differences.length > 0),
  };
}

function named({ id, name = null }: { id: string; name?: string | null }): Named {
  return { id, name };
}

function differences(from: object, to: object): Difference[] {
  const [before, after] = [new Map(Object.entries(from)), new Map(Object.entries(to))];
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((attribute) => ({ attribute, from: before.get(attribute) as unknown, to: after.get(attribute) as unknown }))
    .filter((difference) => !isDeepStrictEqual(difference.from, difference.to));
}
