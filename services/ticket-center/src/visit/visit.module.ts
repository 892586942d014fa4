import { Module } from '@nestjs/common';
import { EngineerModule } from '../engineer/engineer.module.js';
import { PartModule } from '../part/part.module.js';
import { TicketReach } from '../ticket/reach/ticket-reach.api.js';
import { TicketModule } from '../ticket/ticket.module.js';
import { AppointmentWatch } from './appointment-watch.js';
import { AcceptVisitHandler, DeclineVisitHandler, TransferVisitHandler } from './commands/accept-visit.js';
import { AppointVisitHandler, MissAppointmentHandler } from './commands/appoint-visit.js';
import { DispatchVisitHandler } from './commands/dispatch-visit.js';
import { StartVisitHandler } from './commands/start-visit.js';
import { WorkOnSiteHandler } from './commands/work-on-site.js';
import { EngineerDays, Visits } from './domain/visit.repository.js';
import { TypeormEngineerDays } from './infra/typeorm-engineer-days.js';
import { TypeormVisits } from './infra/typeorm-visit.repository.js';
import { PlannedVisits } from './planned-visits.js';
import { GetVisitHandler, ListUndispatchedHandler, ListVisitsHandler } from './queries/find-visits.js';
import { PersonSignatures } from './person-signatures.js';
import { SignatureController } from './signature.controller.js';
import { Signatures } from './signatures.js';
import { VisitConsumer } from './visit.consumer.js';
import { VisitController } from './visit.controller.js';
import { visitReach } from './visit-reach.js';

/** On-site work (装维). */
@Module({
  imports: [EngineerModule, PartModule, TicketModule],
  controllers: [VisitController, SignatureController, VisitConsumer],
  providers: [
    { provide: Visits, useClass: TypeormVisits },
    { provide: EngineerDays, useClass: TypeormEngineerDays },
    visitReach,
    PlannedVisits,
    Signatures,
    PersonSignatures,
    AppointmentWatch,
    StartVisitHandler,
    DispatchVisitHandler,
    AcceptVisitHandler,
    DeclineVisitHandler,
    TransferVisitHandler,
    AppointVisitHandler,
    MissAppointmentHandler,
    WorkOnSiteHandler,
    GetVisitHandler,
    ListVisitsHandler,
    ListUndispatchedHandler,
  ],
})
export class VisitModule {
  /** Who is sent sees the ticket they are sent for. */
  constructor(reach: TicketReach) {
    reach.add({ table: 'visit', person: 'engineerId' });
  }
}
