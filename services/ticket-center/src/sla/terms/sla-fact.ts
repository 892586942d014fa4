import type { StatusCategory } from '#libs/business-time/sla/sla-policy';
import type { JournalRow } from '#libs/persistence/rows/aggregate-store';
import type { TicketAttributes } from '../../ticket/ticket.api.js';

/** What policies are chosen by. */
export interface SlaAttributes extends TicketAttributes {
  readonly teamId: string | null;
}

export const SLA_ATTRIBUTES = [
  'ticketType',
  'category',
  'priority',
  'channel',
  'customerId',
  'teamId',
] as const satisfies (keyof SlaAttributes)[];

/** What happened to a ticket, as far as promises care. `id` is the journal's; times are ISO-8601. */
export type SlaFact = { readonly id: string; readonly at: string } & (
  | { readonly type: 'opened'; readonly attributes: SlaAttributes }
  | { readonly type: 'became'; readonly attributes: Partial<SlaAttributes> }
  | { readonly type: 'status'; readonly from: StatusCategory; readonly to: StatusCategory }
  | { readonly type: 'customer-wrote' | 'agent-replied' | 'nothing' }
);

/** Types of the ticket's journal that facts are made of. */
export const FACT_TYPES = [
  'ticket-opened',
  'ticket-edited',
  'ticket-supervised',
  'ticket-priority-raised',
  'ticket-team-assigned',
  'ticket-status-changed',
  'ticket-replied',
  'ticket-customer-wrote',
] as const;

/** Who answers without a person: a process, or a rule of automation. */
const AUTOMATIC = /^(process$|automation\/)/;

type Row = Pick<JournalRow, 'id' | 'at' | 'type' | 'data'>;

/**
 * A row that means nothing is a fact, too: it is known.
 * @param today the ticket's attributes now, for journals that do not say with what it opened
 * @throws Error for a type that is none of `FACT_TYPES`
 */
export function factOf({ id, at, type, data }: Row, today: TicketAttributes): SlaFact {
  const when = { id, at: at.toISOString() };
  switch (type as (typeof FACT_TYPES)[number]) {
    case 'ticket-opened':
      return {
        ...when,
        type: 'opened',
        attributes: { ...today, ...(data.attributes as object | undefined), teamId: null },
      };
    case 'ticket-edited':
      return { ...when, type: 'became', attributes: data.attributes ?? {} };
    case 'ticket-supervised':
    case 'ticket-priority-raised':
      return { ...when, type: 'became', attributes: { priority: data.priority as SlaAttributes['priority'] } };
    case 'ticket-team-assigned':
      return { ...when, type: 'became', attributes: { teamId: data.teamId as string | null } };
    case 'ticket-status-changed':
      return { ...when, type: 'status', from: data.from as StatusCategory, to: data.to as StatusCategory };
    case 'ticket-replied':
      return { ...when, type: AUTOMATIC.test(data.by as string) ? 'nothing' : 'agent-replied' };
    case 'ticket-customer-wrote':
      return { ...when, type: 'customer-wrote' };
    default:
      throw new Error(`${type} is no fact`);
  }
}
