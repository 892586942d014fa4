import { Module } from '@nestjs/common';
import { AcceptVisitHandler, TransferVisitHandler } from './commands/accept-visit.js';
import { AppointVisitHandler, CompleteVisitHandler } from './commands/complete-visit.js';
import { StartVisitHandler } from './commands/start-visit.js';
import { Visits } from './domain/visit.repository.js';
import { TypeormVisits } from './infra/typeorm-visit.repository.js';
import { GetVisitHandler, ListVisitsHandler } from './queries/find-visits.js';
import { VisitConsumer } from './visit.consumer.js';
import { VisitController } from './visit.controller.js';

/** On-site work (装维). */
@Module({
  controllers: [VisitController, VisitConsumer],
  providers: [
    { provide: Visits, useClass: TypeormVisits },
    StartVisitHandler,
    AcceptVisitHandler,
    TransferVisitHandler,
    AppointVisitHandler,
    CompleteVisitHandler,
    GetVisitHandler,
    ListVisitsHandler,
  ],
})
export class VisitModule {}
