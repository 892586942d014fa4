import { Module } from '@nestjs/common';
import { CalendarModule } from '../calendar/calendar.module.js';
import { ConnectorModule } from '../connector/connector.module.js';
import { DutyModule } from '../duty/duty.module.js';
import { MessageTemplateModule } from '../message-template/message-template.module.js';
import { TicketTimerModule } from '../ticket-timer/ticket-timer.module.js';
import { TicketModule } from '../ticket/ticket.module.js';
import { ChainController } from './chain/chain.controller.js';
import { Chains } from './chain/chains.js';
import { EscalationConsumer } from './escalation.consumer.js';
import { RecipientModule } from './recipient/recipient.module.js';
import { EscalationConnector } from './run/escalation.connector.js';
import { EscalationController } from './run/escalation.controller.js';
import { escalationReach } from './run/escalation-reach.js';
import { Escalations } from './run/escalations.js';
import { FindEscalations } from './run/find-escalations.js';
import { StepDeeds } from './run/step-deeds.js';

/** Who is turned to next, when the ones before did not help. */
@Module({
  imports: [
    CalendarModule,
    ConnectorModule,
    DutyModule,
    MessageTemplateModule,
    RecipientModule,
    TicketModule,
    TicketTimerModule,
  ],
  controllers: [ChainController, EscalationController, EscalationConsumer],
  providers: [Chains, Escalations, StepDeeds, FindEscalations, EscalationConnector, escalationReach],
})
export class EscalationModule {}
