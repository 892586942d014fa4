import type { FlowNode } from '../flow/flow-document.js';
import type { KnownWorld } from './known-world.js';

/** A node's FEEL expressions can be read and name what there is. Messages, one for each fault. */
export function expressionFaults(node: FlowNode, world: KnownWorld, known: ReadonlySet<string>): string[] {
  return expressionsOf(node).flatMap((expression) => {
    const read = world.namesIn(expression);
    if ('fault' in read) return [`An expression cannot be read: ${read.fault}.`];
    return read.names
      .filter((name) => !known.has(name))
      .map((name) => `"${expression}" names ${name}, and nothing in the flow sets it.`);
  });
}

/** All FEEL expressions of a node. */
export function expressionsOf(node: FlowNode): string[] {
  switch (node.kind) {
    case 'condition':
      return node.branches.map(({ when }) => when);
    case 'set':
      return Object.values(node.values);
    case 'connector':
      return Object.values(node.arguments);
    default:
      return [];
  }
}
