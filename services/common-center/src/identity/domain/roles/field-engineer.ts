import type { Role } from '../role.js';

export const FIELD_ENGINEER: Role = {
  name: 'field-engineer',
  permissions: [
    'account:read',
    'assist-request:answer',
    'assist-request:read',
    'checklist:read',
    'checklist:work',
    'customer:read',
    'engineer:read',
    'form:read',
    'notification:read',
    'part:read',
    'process-alert:read',
    'ticket-status:read',
    'ticket:attach',
    'ticket:note',
    'ticket:presence',
    'ticket:read',
    'ticket:read-notes',
    'ticket:watch',
    'visit:*',
    'work-item:claim',
    'work-item:read',
    'work-item:work',
  ],
};
