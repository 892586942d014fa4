/** Which records have fields that can be revealed, and where they are read. */
export const REVEALABLE = {
  customer: { service: 'common-center', path: '/api/v1/customers', permission: 'customer:read' },
  contact: { service: 'call-center', path: '/api/v1/contacts', permission: 'contact:read' },
  'interaction-event': {
    service: 'call-center',
    path: '/api/v1/interaction-events',
    permission: 'interaction-event:read',
  },
  ticket: { service: 'ticket-center', path: '/api/v1/tickets', permission: 'ticket:read' },
  task: { service: 'ticket-center', path: '/api/v1/tasks', permission: 'task:read' },
} as const;
