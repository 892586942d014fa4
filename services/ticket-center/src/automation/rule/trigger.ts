/** What rules can hear of a ticket, by the type of its event without context and version. */
export const TRIGGERS = [
  'opened',
  'changed',
  'status-changed',
  'assigned',
  'team-assigned',
  'transferred',
  'transferred-to-team',
  'returned',
  'replied',
  'customer-wrote',
  'noted',
  'urged',
  'supervised',
  'attention-called',
  'solved',
  'reopened',
  'closed',
  'sla-warned',
  'sla-breached',
] as const;
export type Trigger = (typeof TRIGGERS)[number];

/** Attributes that an event says have changed; `changed` says so itself. */
const CHANGED: Partial<Record<Trigger, readonly string[]>> = {
  'status-changed': ['status', 'statusName'],
  assigned: ['assigneeId'],
  'team-assigned': ['teamId'],
  transferred: ['assigneeId', 'returnsTo'],
  'transferred-to-team': ['assigneeId', 'teamId', 'returnsTo'],
  returned: ['assigneeId', 'returnsTo'],
  replied: ['firstRepliedAt'],
  urged: ['urgedTimes'],
  supervised: ['supervisorId', 'priority'],
  solved: ['solution', 'solvedAt'],
  reopened: ['solvedAt'],
  closed: ['closedAt', 'satisfaction'],
};

export function changedBy(trigger: Trigger, data: Readonly<Record<string, unknown>>): readonly string[] {
  return trigger === 'changed' ? (data.changed as string[]) : (CHANGED[trigger] ?? []);
}
