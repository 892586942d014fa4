import { Module } from '@nestjs/common';
import { ContactModule } from './contact/contact.module.js';
import { ConversationModule } from './conversation/conversation.module.js';
import { InteractionEventModule } from './interaction-event/interaction-event.module.js';
import { PreCheckRuleModule } from './pre-check-rule/pre-check-rule.module.js';

@Module({ imports: [ContactModule, ConversationModule, InteractionEventModule, PreCheckRuleModule] })
export class AppModule {}
