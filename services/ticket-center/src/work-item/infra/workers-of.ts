import { evaluate } from '#libs/process-engine/expression/evaluate';
import type { Expression, Json } from '#libs/process-engine/model/expression';
import type { OpenedTask } from '../../process/task-feed.api.js';
import { MAX_PERSON, MAX_TEXT, type WorkItemRow } from './work-item.schema.js';

type Workers = Pick<WorkItemRow, 'assignment' | 'pool' | 'assigneeId'>;

/** The rule that gives work to the person the variable `ticketOwner` names; while it names nobody, the work lies in its pool. */
export const TICKET_OWNER = 'ticket-owner';

/**
 * Who does a task. BPMN's performer has it; a potential owner, or whoever a rule's name stands for, may take it from the pool
 * of that name. Several potential owners, or none when one was expected: it is everybody's, rather than nobody's.
 */
export function workersOf(task: OpenedTask, now: Date): Workers {
  const { rule, performer, candidates } = task.node.assignment;
  if (performer) return { ...inPool(performer.text, null), assigneeId: person(only(performer, task, now)) };
  if (rule === TICKET_OWNER) return { ...inPool(rule, rule), assigneeId: person(task.variables.ticketOwner) };
  if (rule !== undefined) return inPool(rule, rule);
  if (candidates) return inPool(candidates.text, only(candidates, task, now));
  return { assignment: null, pool: null, assigneeId: null };
}

function inPool(assignment: string, pool: string | null): Workers {
  return { assignment: assignment.slice(0, MAX_TEXT), pool: pool?.slice(0, MAX_TEXT) ?? null, assigneeId: null };
}

/** Null unless there is exactly one. */
function only(expression: Expression, { variables, model }: OpenedTask, now: Date): string | null {
  const evaluation = evaluate(expression, variables, { now, timeZone: model.timeZone });
  if (evaluation.outcome !== 'value') return null;
  const { value } = evaluation;
  const names: readonly Json[] = Array.isArray(value) ? value : [value];
  return names.length === 1 ? text(names[0]) : null;
}

function text(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** What is too long for an account is nobody's. */
function person(value: Json | undefined): string | null {
  const id = text(value);
  return id !== null && id.length <= MAX_PERSON ? id : null;
}
