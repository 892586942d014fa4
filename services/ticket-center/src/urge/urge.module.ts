import { Module } from '@nestjs/common';
import { CalendarModule } from '../calendar/calendar.module.js';
import { RecipientModule } from '../escalation/recipient/recipient.module.js';
import { MessageTemplateModule } from '../message-template/message-template.module.js';
import { TicketTimerModule } from '../ticket-timer/ticket-timer.module.js';
import { TicketModule } from '../ticket/ticket.module.js';
import { UrgePolicies } from './urge-policies.js';
import { UrgePolicyController } from './urge-policy.controller.js';
import { UrgeConsumer } from './urge.consumer.js';
import { UrgeController } from './urge.controller.js';
import { Urges } from './urges.js';

/** 催办 */
@Module({
  imports: [CalendarModule, MessageTemplateModule, RecipientModule, TicketModule, TicketTimerModule],
  controllers: [UrgeController, UrgePolicyController, UrgeConsumer],
  providers: [UrgePolicies, Urges],
})
export class UrgeModule {}
