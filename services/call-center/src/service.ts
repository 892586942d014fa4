import type { ServiceDefinition } from '#libs/web/service-definition';
import { AppModule } from './app.module.js';
import { ContactSchema } from './contact/infra/contact.schema.js';
import {
  InteractionEventContactSchema,
  InteractionEventSchema,
} from './interaction-event/infra/interaction-event.schema.js';
import { CreateCall1763900200000 } from './migrations/1763900200000-create-call.js';
import { CreateRecordings1764480000000 } from './migrations/1764480000000-create-recordings.js';
import { PreCheckRuleSchema } from './pre-check-rule/pre-check-rule.schema.js';
import { PreCheckRuleService } from './pre-check-rule/pre-check-rule.service.js';
import { RecordingAccessSchema } from './recording/infra/recording-access.schema.js';
import { RecordingAgentSchema, RecordingJournalSchema, RecordingSchema } from './recording/infra/recording.schema.js';
import { RetentionPolicySchema } from './retention-policy/retention-policy.schema.js';

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
      RecordingSchema,
      RecordingAgentSchema,
      RecordingJournalSchema,
      RecordingAccessSchema,
      RetentionPolicySchema,
    ],
    migrations: [CreateCall1763900200000, CreateRecordings1764480000000],
  },
  keepsObjects: true,
  seed: PreCheckRuleService,
};
