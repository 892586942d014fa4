import { evaluate, type Variables } from '#libs/process-engine/expression/evaluate';
import type { Moment } from '#libs/process-engine/expression/moment';
import type { Json } from '#libs/process-engine/model/expression';
import { compileExpression } from '#libs/process-engine/expression/compile';
import type { TicketFacts } from '../../ticket/ticket.api.js';
import type { Action, Change } from './action.dto.js';

/** What the actions would change of the ticket as it is, one after the other. Nothing is left out but what stays as it is. */
export function plannedChanges(
  actions: readonly Action[],
  ticket: TicketFacts,
  known: Variables,
  at: Moment,
): Change[] {
  let facts: Readonly<Record<string, Json>> = ticket;
  return actions.flatMap((action) => {
    const changes = changesOf(action, facts, known, at);
    const set = changes.filter((change) => change.action === 'set' || change.action.startsWith('assign'));
    facts = { ...facts, ...Object.fromEntries(set.map(({ what, to }) => [what, to as Json])) };
    return changes;
  });
}

function changesOf(action: Action, facts: Readonly<Record<string, Json>>, known: Variables, at: Moment): Change[] {
  const change = (what: string, to: Json, from: Json = null): Change =>
    ({ action: action.type, what, from, to }) as Change;
  const became = (what: string, to: Json) =>
    (facts[what] ?? null) === to ? [] : [change(what, to, facts[what] ?? null)];
  switch (action.type) {
    case 'set':
      return Object.entries(action.attributes).flatMap(([name, value]) => became(name, value));
    case 'assign':
      return became('assigneeId', action.assigneeId);
    case 'assign-team':
      return became('teamId', action.teamId);
    case 'notify':
      return [change(action.template, recipients(action, facts))];
    case 'message':
      return [change(action.template, 'customer')];
    case 'start-process':
      return [change(action.definition, objectOf(action.variables, known, at))];
    case 'call':
      return [change(`${action.connector}/${action.action}`, objectOf(action.arguments, known, at))];
  }
}

/** Each once; nobody twice. */
export function recipients(
  { people, roles }: Extract<Action, { type: 'notify' }>,
  facts: Readonly<Record<string, Json>>,
): string[] {
  const named = { assignee: facts.assigneeId, supervisor: facts.supervisorId };
  const inRoles = roles.map((role) => named[role]).filter((person) => typeof person === 'string');
  return [...new Set([...people, ...inRoles])];
}

/** What an expression that writes down an object gives; an empty one where it gives none. */
export function objectOf(text: string, known: Variables, at: Moment): Readonly<Record<string, Json>> {
  const evaluation = evaluate(compileExpression(text), known, at);
  const value = evaluation.outcome === 'value' ? evaluation.value : {};
  return typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, Json>) : {};
}
