import type { FlowDocument, FlowNode } from '../flow/flow-document.js';
import type { KnownWorld } from './known-world.js';

/** What a node refers to is there. Messages, one for each fault. */
export function referenceFaults(
  node: FlowNode,
  { calendars }: FlowDocument,
  world: KnownWorld,
  known: ReadonlySet<string>,
): string[] {
  switch (node.kind) {
    case 'queue':
      return [...queueFaults(node.queueId, world), ...attributeFaults(node.attributes, known)];
    case 'callback':
    case 'voicemail':
      return queueFaults(node.queueId, world);
    case 'connector':
      return world.connectors.has(node.connector) ? [] : [`There is no connector "${node.connector}".`];
    case 'hours':
      return Object.hasOwn(calendars, node.calendar) ? [] : [`There is no calendar "${node.calendar}" in the flow.`];
    case 'identify':
      return attributeFaults(node.number === null ? [] : [node.number], known);
    case 'collect':
      return node.minDigits > node.maxDigits ? ['It wants at least more digits than at most.'] : [];
    default:
      return [];
  }
}

function queueFaults(queueId: string, { queues }: KnownWorld): string[] {
  return queues.has(queueId) ? [] : [`There is no queue ${queueId}.`];
}

function attributeFaults(names: readonly string[], known: ReadonlySet<string>): string[] {
  return names.filter((name) => !known.has(name)).map((name) => `It names ${name}, and nothing in the flow sets it.`);
}
