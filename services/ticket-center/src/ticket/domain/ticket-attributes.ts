import type { Priority } from './ticket-status.js';

/** What a promise to the customer may depend on from the beginning; the journal says what each became, and when. */
export interface TicketAttributes {
  readonly ticketType: string;
  readonly category: string | null;
  readonly priority: Priority;
  readonly channel: string;
  readonly customerId: string;
}

const NAMES = ['ticketType', 'category', 'priority', 'channel', 'customerId'] as const;

export function attributesOf(ticket: object): TicketAttributes {
  return attributesAmong(ticket, NAMES) as TicketAttributes;
}

/** Those of the names that are attributes, with what they are. */
export function attributesAmong(ticket: object, names: readonly string[]): Partial<TicketAttributes> {
  const known = NAMES.filter((name) => names.includes(name));
  return Object.fromEntries(known.map((name) => [name, ticket[name as keyof typeof ticket]]));
}
