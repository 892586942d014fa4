import { decide } from '../../expression/decision.js';
import type { BusinessRuleTask, ReceiveTask, ScriptTask, SendTask, UserTask } from '../../model/activity.js';
import type { DecisionTable } from '../../model/decision.js';
import type { LiveElement } from '../../snapshot.js';
import { correlationKey, messageWait } from '../events/subscriptions.js';
import { placeOf, type Execution } from '../run/execution.js';
import { Fault } from '../run/fault.js';
import { see, valueOf } from '../run/variables.js';
import { openWait } from '../run/waits.js';
import { inputOf } from './input.js';

/** A plain or manual task: nothing for the engine to do. */
export function passTask(run: Execution, { id }: LiveElement): void {
  run.agenda.push({ do: 'finish', element: id, result: null });
}

export function openTask(run: Execution, element: LiveElement, node: UserTask): void {
  openWait(run, element, { kind: 'task', input: inputOf(element, node) });
}

export function sendMessage(run: Execution, element: LiveElement, node: SendTask): void {
  const { name } = node.message;
  const key = correlationKey(run, element, node.message);
  const event = { type: 'message' as const, name, key, variables: inputOf(element, node) };
  run.record({ type: 'event-thrown', ...placeOf(element), event });
  run.agenda.push({ do: 'finish', element: element.id, result: null });
}

export function receiveMessage(run: Execution, element: LiveElement, node: ReceiveTask): void {
  openWait(run, element, messageWait(run, element, node.message));
}

export function runScript(run: Execution, element: LiveElement, node: ScriptTask): void {
  run.agenda.push({ do: 'finish', element: element.id, result: valueOf(run, element, node.script) });
}

export function decideByTable(run: Execution, element: LiveElement, node: BusinessRuleTask): void {
  const table = run.model.decisions[node.decision];
  if (!table) throw new Fault('EXPRESSION', `The process knows no decision "${node.decision}".`);
  const decision = decide(table, see(run, element, namesIn(table)), run.moment);
  const result = decision.outcome === 'decided' ? decision.value : null;
  const rules = decision.matched.map((rule) => table.rules[rule]!.id);
  const inputs = table.inputs.map(({ value }) => valueOf(run, element, value));
  run.record({ type: 'decision-made', ...placeOf(element), decision: node.decision, inputs, rules, result });
  if (decision.outcome === 'error') throw new Fault('EXPRESSION', decision.message);
  run.agenda.push({ do: 'finish', element: element.id, result });
}

function namesIn({ inputs, outputs, rules }: DecisionTable): string[] {
  const expressions = [
    ...inputs.flatMap(({ value, allowed }) => [value, ...(allowed?.tests ?? [])]),
    ...outputs.flatMap((output) => output.default ?? []),
    ...rules.flatMap(({ tests, values }) => [...tests.flatMap((each) => each.tests), ...values]),
  ];
  return [...new Set(expressions.flatMap(({ names }) => names))];
}
