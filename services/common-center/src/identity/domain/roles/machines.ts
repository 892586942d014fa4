import type { Role } from '../role.js';

export const PORTAL: Role = {
  name: 'portal',
  permissions: [
    'consent:add',
    'consent:withdraw',
    'contact:callback',
    'contact:end',
    'contact:identify',
    'contact:queue',
    'contact:read',
    'contact:start',
    'conversation:attend',
    'conversation:open',
    'customer:identify',
    'customer:import',
    'customer:register',
    'dictionary:read',
    'do-not-call:add',
    'feature-flag:read',
    'interaction-event:link',
    'interaction-event:pre-check',
    'interaction-event:read',
    'interaction-event:record',
    'knowledge:read',
    'survey:read',
    'survey:reply',
    'ticket:answer',
    'ticket:attach',
    'ticket:open',
    'ticket:read',
    'ticket:read-pooled',
    'ticket:urge',
  ],
};

/** Of the system people come from: who comes, goes, and is in which team. */
export const SCIM: Role = { name: 'scim', permissions: ['scim:provision'] };

export const BOT: Role = {
  name: 'bot',
  permissions: [
    'contact:read',
    'conversation:attend',
    'conversation:hand-over',
    'conversation:join',
    'conversation:read',
    'customer:read',
    'knowledge:read',
    'quick-reply:read',
  ],
};

export const IVR: Role = {
  name: 'ivr',
  permissions: [
    'campaign:report',
    'consent:add',
    'contact:callback',
    'contact:end',
    'contact:identify',
    'contact:queue',
    'contact:read',
    'contact:start',
    'customer:identify',
    'do-not-call:add',
    'interaction-event:pre-check',
    'interaction-event:read',
    'interaction-event:record',
    'ivr:run',
    'recording:upload',
    'survey:read',
    'survey:reply',
    'telephony:control',
    'telephony:control-any',
    'telephony:read',
    'ticket:answer',
    'ticket:open',
    'ticket:read',
    'ticket:read-pooled',
    'ticket:urge',
  ],
};
