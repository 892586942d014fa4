import type { Assignment } from '../../model/activity.js';
import type { Expression } from '../../model/expression.js';
import { extensionOf, nameOf } from '../bpmn.js';
import type { Bpmn, Element } from '../bpmn.js';
import type { Reading } from '../reading.js';

/** BPMN's performers and potential owners, and our own name of a rule. */
export function readAssignment(task: Element, reading: Reading): Assignment {
  const { resources = [] } = task as Element & { readonly resources?: readonly Bpmn<'ResourceRole'>[] };
  const candidates = resources.filter(({ $type }) => ($type as string) === 'bpmn:PotentialOwner');
  const performers = resources.filter((role) => !candidates.includes(role));
  return {
    rule: extensionOf(task, 'assignment'),
    performer: readRole(task, 'The performer', performers, reading),
    candidates: readRole(task, 'The potential owner', candidates, reading),
  };
}

function readRole(
  task: Element,
  of: string,
  roles: readonly Bpmn<'ResourceRole'>[],
  reading: Reading,
): Expression | undefined {
  if (roles.length > 1)
    reading.error(task, 'assignment', `${of} is given more than once; use one expression that gives a list.`);
  const role = roles[0];
  if (!role) return undefined;
  if (role.resourceParameterBindings) {
    reading.error(task, 'assignment', `${of} is given with parameters; use an expression or a rule.`);
  }
  const expression = reading.formal(task, of, role.resourceAssignmentExpression?.expression);
  if (expression) return expression;
  const resource = role.resourceRef && nameOf(role.resourceRef);
  if (resource) return { text: JSON.stringify(resource), names: [] };
  reading.error(task, 'assignment', `${of} is not said.`);
  return undefined;
}
