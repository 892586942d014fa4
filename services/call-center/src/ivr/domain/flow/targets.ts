import type { FlowNode } from './flow-document.js';

/** A way out of a node. `silent`: it may be taken without the caller doing anything. */
export interface Way {
  readonly to: string;
  readonly silent: boolean;
}

const silently = (...to: string[]): Way[] => to.map((each) => ({ to: each, silent: true }));
const answered = (...to: string[]): Way[] => to.map((each) => ({ to: each, silent: false }));

/** All ways out of a node. */
export function waysOf(node: FlowNode): Way[] {
  switch (node.kind) {
    case 'say':
    case 'set':
    case 'callback':
    case 'voicemail':
      return silently(node.next);
    case 'menu':
      return [...answered(...node.choices.map(({ next }) => next)), ...silently(node.exhausted)];
    case 'collect':
      return [...answered(node.next), ...silently(node.exhausted)];
    case 'condition':
      return silently(...node.branches.map(({ next }) => next), node.otherwise);
    case 'connector':
      return silently(node.next, node.failed);
    case 'hours':
      return silently(node.open, node.closed);
    case 'identify':
      return silently(node.known, node.unknown);
    case 'pre-check':
      return silently(node.solved, node.referred);
    case 'queue':
    case 'hang-up':
      return [];
  }
}
