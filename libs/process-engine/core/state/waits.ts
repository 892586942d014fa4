import type { CallAttemptFailed, ConditionHeld, WaitDropped, WaitFired, WaitOpened } from '../../records/wait.js';
import type { Wait } from '../../snapshot.js';
import type { Draft } from './draft.js';

/** How many completed tasks an instance remembers. */
const remembered = 16;

export function open(draft: Draft, { wait }: WaitOpened): void {
  draft.waits[wait.id] = wait;
  draft.next = Math.max(draft.next, wait.id + 1);
  if (wait.kind === 'call' && wait.effect === 'write') draft.writes = { ...draft.writes, [wait.node]: wait.run };
}

export function fire(draft: Draft, { wait: id, kind, next }: WaitFired): void {
  if (next) draft.waits[id] = turned(draft.waits[id]!, next);
  else delete draft.waits[id];
  if (kind === 'task') draft.lastDone = [...draft.lastDone, id].slice(-remembered);
}

export function drop(draft: Draft, { wait }: WaitDropped): void {
  delete draft.waits[wait];
}

export function hold(draft: Draft, { wait: id, held }: ConditionHeld): void {
  draft.waits[id] = { ...draft.waits[id]!, held } as Wait;
}

export function failAttempt(draft: Draft, { wait: id, attempt, next }: CallAttemptFailed): void {
  if (next === undefined) delete draft.waits[id];
  else draft.waits[id] = { ...draft.waits[id]!, attempt: attempt + 1 } as Wait;
}

function turned(wait: Wait, next: NonNullable<WaitFired['next']>): Wait {
  return wait.kind === 'condition' ? { ...wait, held: true } : { ...wait, ...next };
}
