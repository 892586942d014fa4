import type { Answer } from '../../commands.js';
import type { IgnoreReason } from '../../records/instance.js';
import type { Wait, WaitFor, WaitKind } from '../../snapshot.js';
import { throwEscalation } from '../events/throw.js';
import type { Execution } from '../run/execution.js';
import { failCall } from './fail-call.js';
import { endChild, throwFromOutside } from './from-outside.js';

type Of<Type extends Answer['type']> = Extract<Answer, { type: Type }>;
type Waiting<Kind extends WaitKind> = Wait & Extract<WaitFor, { kind: Kind }>;
type Handlers = { [Type in Exclude<Answer['type'], 'signal-arrived'>]: Handler<Type, WaitKind> };

interface Handler<Type extends Answer['type'], Kind extends WaitKind> {
  readonly to: readonly Kind[];
  handle(run: Execution, answer: Of<Type>, wait: Waiting<Kind>): void;
}

/** Which answers go to which waits, and what they do. */
const handlers: Handlers = {
  'complete-task': to(['task'], (run, { result, by }, { id: wait }) => {
    run.agenda.push({ do: 'fire', wait, result, ...(by !== undefined && { by }) });
  }),
  'call-succeeded': to(['call'], (run, { result }, { id: wait }) => run.agenda.push({ do: 'fire', wait, result })),
  'call-failed': to(['call'], (run, answer, wait) => {
    if (answer.attempt === wait.attempt) failCall(run, wait, answer.failure);
    else ignore(run, answer);
  }),
  'throw-error': to(['task', 'call', 'child'], throwFromOutside),
  'throw-escalation': to(['task', 'call', 'child'], (run, answer, { element }) =>
    throwEscalation(run, run.element(element), answer),
  ),
  'timer-fired': to(['timer'], (run, answer, { id: wait, due }) => {
    if (answer.due === due) run.agenda.push({ do: 'fire', wait, result: null });
    else ignore(run, answer);
  }),
  'message-arrived': to(['message'], (run, { variables, message }, { id: wait }) =>
    run.agenda.push({ do: 'fire', wait, result: variables, by: message }),
  ),
  'child-ended': to(['child'], endChild),
  'child-escalated': to(['child'], (run, answer, { element }) => throwEscalation(run, run.element(element), answer)),
};

export function answer(run: Execution, command: Answer): void {
  if (command.type === 'signal-arrived') return receiveSignal(run, command);
  // The table has for each type a handler for that type, which TypeScript cannot see through an index.
  const handler = handlers[command.type] as Handler<Answer['type'], WaitKind>;
  const wait = run.state.waits[command.wait];
  if (wait && handler.to.includes(wait.kind)) handler.handle(run, command, wait);
  else ignore(run, command);
}

/** All at once; what the first of them ends does not hear it any more. */
function receiveSignal(run: Execution, command: Of<'signal-arrived'>): void {
  const waits = Object.values(run.state.waits).filter((wait) => wait.kind === 'signal' && wait.name === command.name);
  if (waits.length === 0) ignore(run, command);
  for (const { id: wait } of waits.reverse()) run.agenda.push({ do: 'fire', wait, result: command.variables });
}

export function ignore(run: Execution, command: Answer, reason: IgnoreReason = whyLate(run, command)): void {
  const wait = command.type === 'signal-arrived' ? undefined : command.wait;
  run.record({ type: 'command-ignored', command: command.type, reason, ...(wait !== undefined && { wait }) });
}

function whyLate({ state }: Execution, command: Answer): IgnoreReason {
  if (command.type === 'complete-task' && state.lastDone.includes(command.wait)) return 'TASK_DONE';
  return command.type === 'call-succeeded' || command.type === 'call-failed' ? 'LATE_RESULT' : 'TOKEN_GONE';
}

function to<Type extends Answer['type'], Kind extends WaitKind>(
  kinds: readonly Kind[],
  handle: (run: Execution, answer: Of<Type>, wait: Waiting<Kind>) => void,
): Handler<Type, WaitKind> {
  return { to: kinds, handle };
}
