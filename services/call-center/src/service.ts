import type { ServiceDefinition } from '#libs/web/service-definition';
import { AppModule } from './app.module.js';
import { CONVERSATION_ENTITIES } from './conversation/conversation.entities.js';
import { ContactSchema } from './contact/infra/contact.schema.js';
import {
  InteractionEventContactSchema,
  InteractionEventSchema,
} from './interaction-event/infra/interaction-event.schema.js';
import { CreateCall1763900200000 } from './migrations/1763900200000-create-call.js';
import { CreateConversations1764450000000 } from './migrations/1764450000000-create-conversations.js';
import { PreCheckRuleSchema } from './pre-check-rule/pre-check-rule.schema.js';
import { PreCheckRuleService } from './pre-check-rule/pre-check-rule.service.js';

export const callCenter: ServiceDefinition = {
  name: 'call-center',
  description: 'Contacts with customers on every channel, and the service demands inside them',
  version: '0.1.0',
  module: AppModule,
  database: {
    context: 'call',
    entities: [
      ContactSchema,
      InteractionEventSchema,
      InteractionEventContactSchema,
      PreCheckRuleSchema,
      ...CONVERSATION_ENTITIES,
    ],
    migrations: [CreateCall1763900200000, CreateConversations1764450000000],
  },
  seed: PreCheckRuleService,
};
