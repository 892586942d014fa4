import type { FlowNode, Text } from '../flow/flow-document.js';

/** Everything a node says, and what it is. */
export function textsOf(node: FlowNode): [string, Text][] {
  switch (node.kind) {
    case 'say':
      return [['text', node.text]];
    case 'menu':
    case 'collect':
      return [
        ['prompt', node.prompt],
        ['text before it asks again', node.retries.text],
      ];
    case 'voicemail':
      return [['prompt', node.prompt]];
    case 'hang-up':
      return node.text ? [['text', node.text]] : [];
    default:
      return [];
  }
}
