import type { CallAttemptFailed, ConditionHeld, WaitDropped, WaitFired, WaitOpened } from '../../records/wait.js';
import type { Wait } from '../../snapshot.js';
import type { Draft } from './draft.js';

/** How many completed tasks an instance remembers. */
const remembered = 16;

export function open(draft: Draft, { wait }: WaitOpened): void {
  const { state } = draft;
  state.waits[wait.id] = wait;
  draft.use(wait.id);
  if (wait.kind === 'call' && wait.effect === 'write') state.writes = { ...state.writes, [wait.node]: wait.run };
}

export function fire({ state }: Draft, { wait: id, kind, next }: WaitFired): void {
  if (next) state.waits[id] = turned(state.waits[id]!, next);
  else delete state.waits[id];
  if (kind === 'task') state.lastDone = [...state.lastDone, id].slice(-remembered);
}

export function drop({ state }: Draft, { wait }: WaitDropped): void {
  delete state.waits[wait];
}

export function hold({ state }: Draft, { wait: id, held }: ConditionHeld): void {
  state.waits[id] = { ...state.waits[id]!, held } as Wait;
}

export function failAttempt({ state }: Draft, { wait: id, attempt, next }: CallAttemptFailed): void {
  if (next === undefined) delete state.waits[id];
  else state.waits[id] = { ...state.waits[id]!, attempt: attempt + 1 } as Wait;
}

function turned(wait: Wait, next: NonNullable<WaitFired['next']>): Wait {
  return wait.kind === 'condition' ? { ...wait, held: true } : { ...wait, ...next };
}
