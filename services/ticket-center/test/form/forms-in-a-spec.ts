import type { ApiAnswer, ApiClient } from '#libs/testing/api-client';
import type { Problem } from '#libs/web/http/problem';
import type { TicketView } from '../../src/ticket/ticket.dto.js';

export const CUSTOMER = '0199d2f0-0000-7000-8000-000000000001';

export const ifMatch = (version: number) => ({ 'if-match': `"${version}"` });

/** The body of a form with these fields. */
export function formAsking(properties: object, more: object = {}) {
  return { jsonSchema: { type: 'object', properties, additionalProperties: false, ...more } };
}

/** A ticket of the type, with these answers to the form it opens with. */
export function openedWith(
  client: ApiClient,
  ticketType: string,
  answers: object = {},
  more: object = {},
): Promise<ApiAnswer<TicketView & Omit<Problem, 'status'>>> {
  return client.post('/api/v1/tickets', { ticketType, customerId: CUSTOMER, subject: 'Help', answers, ...more });
}
