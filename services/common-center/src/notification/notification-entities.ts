import { NotificationAttemptSchema, NotificationDeliverySchema } from './delivery/notification-delivery.schema.js';
import { FeedSchema, NotificationSchema } from './feed/notification.schema.js';
import { HookSchema } from './hook/hook.schema.js';
import { PreferenceSchema } from './preference/preference.schema.js';
import { KnownTicketSchema, TeamMemberSchema } from './recipients/known-ticket.schema.js';
import { TemplateSchema } from './template/template.schema.js';

export const NOTIFICATION_ENTITIES = [
  ...[NotificationSchema, FeedSchema, NotificationDeliverySchema, NotificationAttemptSchema],
  ...[PreferenceSchema, TemplateSchema, HookSchema, KnownTicketSchema, TeamMemberSchema],
];
