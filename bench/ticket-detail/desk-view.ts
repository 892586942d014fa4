/** An operation that an agent's desk needs for a ticket. */
export interface Call {
  readonly part: string;
  readonly operation: string;
  /** By parameter: `ticketId`, or what of the ticket. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly priority: 'fast' | 1 | 2 | 3;
  /** Behind it is a system that is slow. */
  readonly outside?: true;
}

const ofTicket = { id: 'ticketId' };
const about = { ticketId: 'ticketId' };
const ofCustomer = { customerId: 'customerId' };

/** The twenty-one that S1 tells of: six for the first screen, five of systems outside. */
export const CALLS: readonly Call[] = [
  { part: 'ticket', operation: '/api/v1/tickets/{id}', parameters: ofTicket, priority: 'fast' },
  { part: 'customer', operation: '/api/v1/customers/{id}', parameters: { id: 'customerId' }, priority: 'fast' },
  { part: 'forms', operation: '/api/v1/tickets/{id}/forms', parameters: ofTicket, priority: 'fast' },
  { part: 'journal', operation: '/api/v1/tickets/{id}/journal', parameters: ofTicket, priority: 'fast' },
  { part: 'sla', operation: '/api/v1/tickets/{id}/sla', parameters: ofTicket, priority: 'fast' },
  { part: 'category', operation: '/api/v1/ticket-categories/{id}', parameters: { id: 'categoryId' }, priority: 'fast' },
  { part: 'closeFlows', operation: '/api/v1/close-flows', parameters: { ticketType: 'ticketType' }, priority: 1 },
  { part: 'workItems', operation: '/api/v1/work-items', parameters: about, priority: 1 },
  { part: 'visits', operation: '/api/v1/visits', parameters: about, priority: 1 },
  { part: 'tasks', operation: '/api/v1/tasks', parameters: about, priority: 1 },
  { part: 'contacts', operation: '/api/v1/contacts', parameters: ofCustomer, priority: 2 },
  { part: 'conversations', operation: '/api/v1/conversations', parameters: ofCustomer, priority: 2 },
  { part: 'history', operation: '/api/v1/customers/{id}/history', parameters: { id: 'customerId' }, priority: 2 },
  { part: 'openTickets', operation: '/api/v1/tickets', parameters: ofCustomer, priority: 2 },
  { part: 'sopRuns', operation: '/api/v1/sop-runs', parameters: about, priority: 2 },
  { part: 'quality', operation: '/api/v1/evaluations', parameters: { subjectId: 'ticketId' }, priority: 2 },
  ...['order', 'delivery', 'payment', 'warranty', 'credit'].map((part): Call => ({
    part,
    operation: `/api/v1/outside/${part}`,
    parameters: ofCustomer,
    priority: 3,
    outside: true,
  })),
];

/** The same as one view. */
export function deskView(): object {
  const parts = CALLS.map(({ part, operation, parameters, priority, outside }): [string, object] => {
    const asked = Object.entries(parameters).map(([name, of]): [string, object] => [
      name,
      of === 'ticketId' ? { from: 'inputs', at: '/ticketId' } : { from: 'ticket', at: `/${of}` },
    ]);
    const believed = { freshMs: 60_000, ...(!outside && { changedBy: [{ from: 'inputs', at: '/ticketId' }] }) };
    return [
      part,
      {
        operation: `GET ${operation}`,
        parameters: Object.fromEntries<object>(asked),
        priority,
        timeoutMs: 3_000,
        ...believed,
        outside: outside ?? false,
      },
    ];
  });
  return {
    name: 'ticket-detail',
    title: 'A ticket',
    path: '/api/v1/views/ticket-detail/{ticketId}',
    permission: 'ticket:read',
    inputs: { ticketId: { format: 'uuid' } },
    required: 'ticket',
    parts: Object.fromEntries<object>(parts),
  };
}

/** The call as a front-end makes it, once it has the ticket. */
export function pathOf({ operation, parameters }: Call, values: Readonly<Record<string, string>>): string {
  const left = { ...parameters };
  const path = operation.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const of = left[name]!;
    delete left[name];
    return values[of]!;
  });
  const query = new URLSearchParams(
    Object.entries(left).map(([name, of]): [string, string] => [name, values[of]!]),
  ).toString();
  return query === '' ? path : `${path}?${query}`;
}
