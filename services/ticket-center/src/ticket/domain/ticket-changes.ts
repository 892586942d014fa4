import type { TicketEvent } from './ticket.events.js';

/** Who made a field what it is: the version of the ticket that had it first, and when (ISO-8601). */
interface FieldChange {
  readonly version: number;
  /** null: nobody in person. */
  readonly by: string | null;
  readonly at: string;
}

/** The last change of each field. */
export type FieldChanges = Readonly<Record<string, FieldChange>>;

/** What each event changed, by the names people see; whatever is said about a ticket is a change, too. */
const FIELDS: Partial<Record<TicketEvent['type'], readonly string[]>> = {
  'ticket-status-changed': ['status'],
  'ticket-assigned': ['assigneeId'],
  'ticket-transferred': ['assigneeId'],
  'ticket-transferred-to-team': ['assigneeId'],
  'ticket-returned': ['assigneeId'],
  'ticket-team-assigned': ['teamId'],
  'ticket-put-back': ['assigneeId'],
  'ticket-supervised': ['supervisorId', 'priority'],
  'ticket-supervision-lifted': ['supervisorId'],
  'ticket-priority-raised': ['priority'],
  'ticket-marked': ['satisfaction'],
  'ticket-solved': ['solution'],
  'ticket-dispatched': ['visits'],
  'ticket-visited': ['visits'],
  'ticket-action-requested': ['actions'],
  'ticket-action-finished': ['actions'],
  'ticket-urged': ['urgedTimes'],
  'ticket-interaction-linked': ['interactionEventIds'],
  'ticket-parent-changed': ['parentId'],
  'ticket-child-added': ['children'],
  'ticket-child-removed': ['children'],
  'ticket-child-settled': ['children'],
  'ticket-child-rule-changed': ['childRule'],
  'ticket-help-asked': ['assistRequests'],
  'ticket-help-ended': ['assistRequests'],
  'ticket-absorbed': ['merged'],
  'ticket-merged': ['mergedInto'],
  'ticket-split': ['splits'],
  'ticket-followed-up': ['followUps'],
  'ticket-replied': ['replies'],
  'ticket-noted': ['notes'],
  'ticket-customer-wrote': ['customerMessages'],
};

export function changesWith(before: FieldChanges, event: TicketEvent, version: number): FieldChanges {
  const change = { version, by: whoDid(event), at: event.at.toISOString() };
  return { ...before, ...Object.fromEntries(fieldsOf(event).map((field) => [field, change])) };
}

/** What others changed after this version. */
export function changedSince(changes: FieldChanges, version: number) {
  return Object.entries(changes)
    .filter(([, change]) => change.version > version)
    .map(([field, { by, at }]) => ({
      field,
      message: by === null ? `changed at ${at}` : `changed by ${by} at ${at}`,
      ...(by !== null && { by }),
      at,
    }));
}

function fieldsOf(event: TicketEvent): readonly string[] {
  if (event.type === 'ticket-edited') return event.changed;
  if (event.type === 'ticket-form-filled') return [`forms.${event.stage}`];
  return FIELDS[event.type] ?? [];
}

function whoDid(event: TicketEvent): string | null {
  if ('by' in event) return event.by;
  if ('fromId' in event) return event.fromId;
  return 'supervisorId' in event ? event.supervisorId : null;
}
