import type { Answer, Resume, Signed, Suspend } from '../../commands.js';
import type { ConditionalEvent } from '../../model/event.js';
import type { Execution } from '../run/execution.js';
import { ignore } from './answers.js';
import { sign } from './sign.js';

export function suspend(run: Execution, command: Suspend & Signed): void {
  if (run.state.state === 'suspended') return nothingToDo(run, command.type);
  sign(run, command);
  run.record({ type: 'instance-suspended' });
}

/** What happened outside meanwhile is kept, but a person is told that now is not the time. */
export function whileSuspended(run: Execution, command: Answer): void {
  if (command.type === 'complete-task') ignore(run, command, 'SUSPENDED');
  else run.record({ type: 'command-deferred', command });
}

/** Whatever an operator changed meanwhile is looked at now. */
export function resume(run: Execution, command: Resume & Signed): void {
  if (run.state.state !== 'suspended') return nothingToDo(run, command.type);
  sign(run, command);
  run.record({ type: 'instance-resumed' });
  for (const id of Object.keys(run.state.elements)) run.touched.add(Number(id));
  for (const name of conditionNames(run)) run.written.add(name);
}

export function nothingToDo(run: Execution, command: 'suspend' | 'resume' | 'cancel'): void {
  run.record({ type: 'command-ignored', command, reason: 'NOTHING_TO_DO' });
}

function conditionNames(run: Execution): string[] {
  return Object.values(run.state.waits).flatMap(({ kind, node }) => {
    if (kind !== 'condition') return [];
    return (run.model.nodes[node] as { event: ConditionalEvent }).event.condition.names;
  });
}
