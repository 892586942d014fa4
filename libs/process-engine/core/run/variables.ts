import { judge } from '../../expression/condition.js';
import { evaluate } from '../../expression/evaluate.js';
import type { Expression, Json } from '../../model/expression.js';
import { ROOT, type LiveElement } from '../../snapshot.js';
import type { Variables } from '../../variables.js';
import { placeOf, type Execution } from './execution.js';
import { Fault } from './fault.js';

/**
 * The variables of these names as they are seen from the element: the nearest scope has the say. Unknown ones are missing.
 * `extra` comes before all variables: `result`, counters.
 */
export function see(run: Execution, from: LiveElement, names: readonly string[], extra?: Variables): Variables {
  // Without a prototype, or "constructor" would be a variable everywhere.
  const seen = Object.create(null) as Record<string, Json>;
  for (const name of names) {
    const value = extra && Object.hasOwn(extra, name) ? extra[name] : lookUp(run, from, name);
    if (value !== undefined) seen[name] = value;
  }
  return seen;
}

/** Everything that can be seen from the element. */
export function seeAll(run: Execution, from: LiveElement): Variables {
  const around = from.parent === undefined ? {} : seeAll(run, run.element(from.parent));
  return { ...around, ...from.variables };
}

/** Null included. @throws Fault EXPRESSION when it cannot be evaluated */
export function valueOf(run: Execution, from: LiveElement, expression: Expression, extra?: Variables): Json {
  const evaluation = evaluate(expression, see(run, from, expression.names, extra), run.moment);
  if (evaluation.outcome === 'error') throw broken(expression, evaluation.message);
  return evaluation.outcome === 'null' ? null : evaluation.value;
}

/** Records the evaluation. @throws Fault EXPRESSION when it can neither be called true nor false: null is not false */
export function holds(
  run: Execution,
  at: LiveElement,
  condition: Expression,
  extra?: Variables,
  flow?: string,
): boolean {
  const operands = see(run, at, condition.names, extra);
  const judgement = judge(condition, operands, run.moment);
  const decided = 'message' in judgement ? null : judgement.outcome === 'holds';
  run.record({
    type: 'condition-evaluated',
    ...placeOf(at),
    ...(flow !== undefined && { flow }),
    text: condition.text,
    operands,
    result: decided,
  });
  if ('message' in judgement) throw broken(condition, judgement.message);
  return decided === true;
}

/**
 * Sets each variable where it is: in the nearest scope, from `scope` outwards, that has it; new ones belong to the process.
 * @param by the element that writes; undefined: an operator
 */
export function write(run: Execution, scope: LiveElement, variables: Variables, by?: number): void {
  const owners = new Map<number, Record<string, Json>>();
  for (const [name, value] of Object.entries(variables)) {
    const owner = ownerOf(run, scope, name);
    owners.set(owner, { ...owners.get(owner), [name]: value });
  }
  for (const [owner, owned] of owners) writeTo(run, owner, owned, by);
}

/** Sets variables of this scope alone. */
export function writeTo(run: Execution, element: number, variables: Variables, by?: number): void {
  if (Object.keys(variables).length === 0) return;
  for (const name of Object.keys(variables)) run.written.add(name);
  run.record({ type: 'variables-written', element, variables, ...(by !== undefined && { by }) });
}

function lookUp(run: Execution, from: LiveElement, name: string): Json | undefined {
  for (let scope: LiveElement | undefined = from; scope; scope = parentOf(run, scope)) {
    if (scope.variables && Object.hasOwn(scope.variables, name)) return scope.variables[name];
  }
  return undefined;
}

function ownerOf(run: Execution, from: LiveElement, name: string): number {
  for (let scope: LiveElement | undefined = from; scope; scope = parentOf(run, scope)) {
    if (scope.variables && Object.hasOwn(scope.variables, name)) return scope.id;
  }
  return ROOT;
}

function parentOf(run: Execution, element: LiveElement): LiveElement | undefined {
  return element.parent === undefined ? undefined : run.element(element.parent);
}

function broken({ text }: Expression, why: string): Fault {
  return new Fault('EXPRESSION', `"${text}": ${why}`);
}
