/** Which records have fields that can be revealed, and where they are read. */
export const REVEALABLE = {
  customer: { service: 'common-center', path: '/api/v1/customers', permission: 'customer:read' },
  account: { service: 'common-center', path: '/api/v1/accounts', permission: 'account:read' },
  contact: { service: 'call-center', path: '/api/v1/contacts', permission: 'contact:read' },
  'interaction-event': {
    service: 'call-center',
    path: '/api/v1/interaction-events',
    permission: 'interaction-event:read',
  },
  'campaign-attempt': { service: 'call-center', path: '/api/v1/campaigns/attempts', permission: 'campaign:read' },
  'ivr-session': { service: 'call-center', path: '/api/v1/ivr/sessions', permission: 'ivr:read' },
  ticket: { service: 'ticket-center', path: '/api/v1/tickets', permission: 'ticket:read' },
  'incoming-mail': { service: 'ticket-center', path: '/api/v1/incoming-mails', permission: 'mail:read' },
  visit: { service: 'ticket-center', path: '/api/v1/visits', permission: 'visit:read' },
  'work-item': { service: 'ticket-center', path: '/api/v1/work-items', permission: 'work-item:read' },
  task: { service: 'ticket-center', path: '/api/v1/tasks', permission: 'task:read' },
} as const;
