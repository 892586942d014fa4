/** The fixed categories of a ticket's life; statuses of a tenant's own are in one of them. */
export type TicketStatus = 'new' | 'open' | 'waiting' | 'on-hold' | 'solved' | 'closed' | 'merged';

/**
 * new → open ⇄ waiting (for the customer) ⇄ on hold (for a third party) → solved → closed; after that only a new ticket. What is not
 * yet solved may be merged into another.
 */
const TRANSITIONS: Readonly<Record<TicketStatus, readonly TicketStatus[]>> = {
  new: ['open', 'merged'],
  open: ['waiting', 'on-hold', 'solved', 'merged'],
  waiting: ['open', 'on-hold', 'solved', 'merged'],
  'on-hold': ['open', 'waiting', 'solved', 'merged'],
  solved: ['open', 'closed'],
  closed: [],
  merged: [],
};

export function mayBecome(from: TicketStatus, to: TicketStatus): boolean {
  return TRANSITIONS[from].includes(to);
}

/** Whether somebody still has to do something about it. */
export function isUnfinished(status: TicketStatus): boolean {
  return status === 'new' || status === 'open' || status === 'waiting' || status === 'on-hold';
}

/** A status of the tenant's own. */
export interface NamedStatus {
  readonly id: string;
  readonly name: string;
  readonly category: TicketStatus;
}

export type Priority = 'low' | 'normal' | 'high' | 'urgent';

const RAISED: Readonly<Record<Priority, Priority>> = {
  low: 'normal',
  normal: 'high',
  high: 'urgent',
  urgent: 'urgent',
};

export function raised(priority: Priority): Priority {
  return RAISED[priority];
}
