import { Module } from '@nestjs/common';
import { RecipientModule } from '../escalation/recipient/recipient.module.js';
import { TicketTimerModule } from '../ticket-timer/ticket-timer.module.js';
import { TicketModule } from '../ticket/ticket.module.js';
import { Supervisions } from './domain/supervision.repository.js';
import { FindSupervisions } from './find-supervisions.js';
import { TypeormSupervisions } from './infra/typeorm-supervisions.js';
import { Supervising } from './supervising.js';
import { SupervisionConsumer } from './supervision.consumer.js';
import { SupervisionController } from './supervision.controller.js';

/** 督办 */
@Module({
  imports: [RecipientModule, TicketModule, TicketTimerModule],
  controllers: [SupervisionController, SupervisionConsumer],
  providers: [{ provide: Supervisions, useClass: TypeormSupervisions }, Supervising, FindSupervisions],
})
export class SupervisionModule {}
