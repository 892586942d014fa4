import type { Role } from './role.js';
import { AGENT } from './roles/agent.js';
import { FIELD_ENGINEER } from './roles/field-engineer.js';
import { INSPECTOR } from './roles/inspector.js';
import { BOT, IVR, PORTAL, SCIM } from './roles/machines.js';
import { SUPERVISOR } from './roles/supervisor.js';

export const ADMIN = 'admin';

/** The roles every tenant has. A tenant may define them anew, except the administrator's. */
export const BUILT_IN_ROLES: readonly Role[] = [
  { name: ADMIN, permissions: ['*'] },
  SUPERVISOR,
  AGENT,
  FIELD_ENGINEER,
  INSPECTOR,
  PORTAL,
  BOT,
  IVR,
  SCIM,
];
