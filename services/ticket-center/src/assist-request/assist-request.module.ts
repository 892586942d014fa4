import { Module } from '@nestjs/common';
import { CalendarModule } from '../calendar/calendar.module.js';
import { TicketTimerModule } from '../ticket-timer/ticket-timer.module.js';
import { TicketModule } from '../ticket/ticket.module.js';
import { TicketReach } from '../ticket/reach/ticket-reach.api.js';
import { AssistClock } from './assist-clock.js';
import { AssistPolicies } from './assist-policies.js';
import { AssistPolicyController } from './assist-policy.controller.js';
import { AssistRequestConsumer } from './assist-request.consumer.js';
import { assistReach } from './assist-request-reach.js';
import { AssistRequestController } from './assist-request.controller.js';
import { AskForAssistanceHandler } from './commands/ask-for-assistance.js';
import { EndAssistanceHandler } from './commands/end-assistance.js';
import { LapseAssistanceHandler } from './commands/lapse-assistance.js';
import { TakeAssistanceHandler } from './commands/take-assistance.js';
import { AssistRequests } from './domain/assist-request.repository.js';
import { TypeormAssistRequests } from './infra/typeorm-assist-requests.js';
import {
  AssistRequestsOfHandler,
  GetAssistRequestHandler,
  ListAssistRequestsHandler,
} from './queries/find-assist-requests.js';

/** What teams ask each other about tickets that stay where they are. */
@Module({
  imports: [CalendarModule, TicketModule, TicketTimerModule],
  controllers: [AssistRequestController, AssistPolicyController, AssistRequestConsumer],
  providers: [
    { provide: AssistRequests, useClass: TypeormAssistRequests },
    assistReach,
    AssistPolicies,
    AssistClock,
    AskForAssistanceHandler,
    TakeAssistanceHandler,
    EndAssistanceHandler,
    LapseAssistanceHandler,
    GetAssistRequestHandler,
    ListAssistRequestsHandler,
    AssistRequestsOfHandler,
  ],
})
export class AssistRequestModule {
  /** Who helps with a ticket sees it. */
  constructor(reach: TicketReach) {
    reach.add({ table: 'assist_request', person: 'helperId', where: 'shown.endedAt IS NULL' });
  }
}
