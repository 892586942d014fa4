import type { StartCommand } from '../../commands.js';
import type { ProcessModel, StartVariable } from '../../model.js';
import type { Json } from '../../model/expression.js';
import { ROOT } from '../../snapshot.js';
import type { Variables } from '../../variables.js';
import { nothingYet } from '../events/catch.js';
import type { Execution } from '../run/execution.js';
import { StartRefused } from '../refusals.js';

/** @throws StartRefused */
export function startInstance(run: Execution, { instance, version, parent, node, variables }: StartCommand): void {
  const { model } = run;
  const triggered = node !== undefined && model.triggers.includes(node);
  check(model, node);
  if (!triggered) checkVariables(model.startVariables, variables);
  run.record({
    type: 'instance-started',
    instance,
    definition: { id: model.id, version },
    ...(parent && { parent }),
    ...(triggered && { trigger: { node, result: variables } }),
  });
  run.record({
    type: 'element-entered',
    element: ROOT,
    node: model.id,
    run: 1,
    flows: [],
    cause: 'start',
    variables: { ...nothingYet(run, model.id), ...(!triggered && variables) },
  });
  const trigger = node === undefined ? undefined : { node, result: triggered ? variables : null };
  run.agenda.push({ do: 'work', element: ROOT, ...(trigger && { trigger }) });
}

function check({ id, nodes, scopes, triggers }: ProcessModel, node: string | undefined): void {
  const { starts } = scopes[id]!;
  if (node === undefined && starts.length === 0) throw new StartRefused('Only an event can start this process.');
  if (node === undefined || starts.includes(node) || triggers.includes(node)) return;
  throw new StartRefused(`The process cannot begin at "${nodes[node]?.name ?? node}".`);
}

function checkVariables(declared: readonly StartVariable[], variables: Variables): void {
  const wrong = declared.filter((variable) => !fits(variable, variables[variable.name] ?? null));
  if (wrong.length === 0) return;
  const sentence = wrong.map(({ name, type }) => `${name} (${type})`).join(', ');
  throw new StartRefused(`Variables to start with are missing or of another type: ${sentence}.`, {
    variables: wrong.map(({ name }) => name),
  });
}

function fits({ type, required }: StartVariable, value: Json): boolean {
  if (value === null) return !required;
  if (type === 'any') return true;
  if (type === 'list') return Array.isArray(value);
  return typeof value === type && !Array.isArray(value);
}
