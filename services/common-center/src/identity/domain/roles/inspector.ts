import type { Role } from '../role.js';

/** Judges the work of others; administers nothing. */
export const INSPECTOR: Role = {
  name: 'inspector',
  permissions: [
    'announcement:read',
    'calibration:judge',
    'calibration:read',
    'coaching:give',
    'coaching:read',
    'contact:read',
    'conversation:read',
    'evaluation:inspect',
    'evaluation:read',
    'inspection:mark',
    'inspection:read',
    'inspection:read-promises',
    'interaction-event:read',
    'knowledge:read',
    'notification:read',
    'quality-plan:read',
    'quality-report:read',
    'recording:play',
    'recording:read',
    'scorecard:read',
    'ticket:read',
    'topic:read',
  ],
};
