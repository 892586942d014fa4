import { Module } from '@nestjs/common';
import { ContactModule } from './contact/contact.module.js';
import { InteractionEventModule } from './interaction-event/interaction-event.module.js';
import { PreCheckRuleModule } from './pre-check-rule/pre-check-rule.module.js';
import { RecordingModule } from './recording/recording.module.js';
import { RetentionPolicyModule } from './retention-policy/retention-policy.module.js';

@Module({
  imports: [ContactModule, InteractionEventModule, PreCheckRuleModule, RecordingModule, RetentionPolicyModule],
})
export class AppModule {}
