import { evaluate } from '../../expression/evaluate.js';
import type { ConditionalEvent } from '../../model/event.js';
import type { Expression } from '../../model/expression.js';
import type { LiveElement, Wait } from '../../snapshot.js';
import { placeOf, type Execution } from '../run/execution.js';
import { see } from '../run/variables.js';

/** What cannot be evaluated, because a variable is not there yet, has not happened yet. Recorded when it holds. */
export function isTrue(run: Execution, element: LiveElement, condition: Expression): boolean {
  const operands = see(run, element, condition.names);
  const evaluation = evaluate(condition, operands, run.moment);
  if (evaluation.outcome !== 'value' || evaluation.value !== true) return false;
  run.record({ type: 'condition-evaluated', ...placeOf(element), text: condition.text, operands, result: true });
  return true;
}

/** Looks again at conditions that name a variable written since the last time: they fire when false becomes true. */
export function lookAtConditions(run: Execution): void {
  const names = new Set(run.written);
  run.written.clear();
  for (const wait of Object.values(run.state.waits)) {
    if (wait.kind !== 'condition') continue;
    const { condition } = eventOf(run, wait);
    if (condition.names.some((name) => names.has(name))) look(run, wait, condition);
  }
}

function look(run: Execution, wait: Wait & { readonly kind: 'condition' }, condition: Expression): void {
  const held = isTrue(run, run.element(wait.element), condition);
  if (held && !wait.held) run.agenda.push({ do: 'fire', wait: wait.id, result: null });
  if (!held && wait.held) run.record({ type: 'condition-held', wait: wait.id, held: false });
}

function eventOf(run: Execution, { node }: Wait): ConditionalEvent {
  return (run.model.nodes[node] as { event: ConditionalEvent }).event;
}
