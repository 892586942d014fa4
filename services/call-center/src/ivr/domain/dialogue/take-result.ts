import type { FlowNode } from '../flow/flow-document.js';
import type { Result } from './effect.js';
import type { Move } from './move.js';
import type { SessionState } from './session-state.js';

/** What follows from what came of a node's effect. */
export function takeResult(node: FlowNode, result: Result, state: SessionState): Move {
  switch (result.kind) {
    case 'identified':
      state.customer = result.customerId === null ? 'unknown' : 'known';
      return node.kind === 'identify' ? { go: node[state.customer] } : { stay: true };
    case 'pre-checked':
      return preChecked(node, result, state);
    case 'connector-answered':
      if (node.kind !== 'connector') return { stay: true };
      state.attributes[node.into] = result.value;
      return { go: node.next };
    case 'connector-failed':
      return node.kind === 'connector' ? { go: node.failed } : { stay: true };
    case 'enqueued':
      return { exit: 'queued', then: { do: 'queue', queueId: node.kind === 'queue' ? node.queueId : '' } };
    case 'callback-requested':
      state.awaitsPerson = true;
      return node.kind === 'callback' || node.kind === 'voicemail' ? { go: node.next } : { stay: true };
  }
}

function preChecked(
  node: FlowNode,
  { outcome, answer }: Extract<Result, { kind: 'pre-checked' }>,
  state: SessionState,
): Move {
  state.preCheck = outcome;
  if (answer !== null) state.say.push(answer);
  if (node.kind === 'pre-check') return { go: outcome === 'referred' ? node.referred : node.solved };
  return outcome === 'referred' ? { stay: true } : { exit: 'solved', then: { do: 'hang-up' } };
}
