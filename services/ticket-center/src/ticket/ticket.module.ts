import { Module } from '@nestjs/common';
import { ChecklistModule } from '../checklist/checklist.module.js';
import { CloseFlowModule } from '../close-flow/close-flow.module.js';
import { ConnectorModule } from '../connector/connector.module.js';
import { FormDraftModule } from '../form-draft/form-draft.module.js';
import { MessageTemplateModule } from '../message-template/message-template.module.js';
import { ProcessModule } from '../process/process.module.js';
import { StageFormModule } from '../stage-form/stage-form.module.js';
import { TicketTypeModule } from '../ticket-type/ticket-type.module.js';
import { WorkItemModule } from '../work-item/work-item.module.js';
import { AnswerProcessHandler } from './commands/answer-process.js';
import { CallAttentionHandler, MarkTicketHandler, RaisePriorityHandler } from './commands/attend-to-ticket.js';
import { AssignTeamHandler, AssignTicketHandler, GrabTicketHandler } from './commands/assign-ticket.js';
import {
  ArchiveTicketHandler,
  CloseTicketAfterReturnVisitHandler,
  CloseTicketHandler,
} from './commands/close-ticket.js';
import { DispatchTicketHandler, RecordVisitHandler } from './commands/dispatch-ticket.js';
import { EditTicketHandler } from './commands/edit-ticket.js';
import { FillFormHandler } from './commands/fill-form.js';
import { FinishTicketHandler } from './commands/finish-ticket.js';
import { FollowProcessHandler } from './commands/follow-process.js';
import { HearCustomerHandler } from './commands/hear-customer.js';
import { LinkInteractionHandler } from './commands/link-interaction.js';
import { OpenTicketHandler } from './commands/open-ticket.js';
import { NoteOnTicketHandler, ReplyToTicketHandler } from './commands/reply-to-ticket.js';
import { FinishActionHandler, RequestActionHandler } from './commands/request-action.js';
import { TellProcessOwnerHandler } from './commands/tell-process-owner.js';
import { TellProcessesHandler } from './commands/tell-processes.js';
import { ReopenTicketHandler, SolveTicketHandler } from './commands/solve-ticket.js';
import { ReturnTicketHandler, TransferTicketHandler } from './commands/transfer-ticket.js';
import { SuperviseTicketHandler, UrgeTicketHandler } from './commands/urge-ticket.js';
import { ResumeTicketHandler, WaitForCustomerHandler } from './commands/wait-for-customer.js';
import { CustomerMessages } from './customer-messages.connector.js';
import { Tickets } from './domain/ticket.repository.js';
import { TypeormTickets } from './infra/typeorm-ticket.repository.js';
import { OpeningForms } from './opening-forms.js';
import { GetJournalHandler } from './queries/get-journal.js';
import { GetTicketHandler } from './queries/get-ticket.js';
import { ListTicketsHandler } from './queries/list-tickets.js';
import { TicketDesk } from './ticket-desk.connector.js';
import { TicketCases } from './ticket-cases.api.js';
import { TicketReading } from './ticket-reading.api.js';
import { TicketHandling, TicketRecords } from './ticket.api.js';
import { TicketConsumer } from './ticket.consumer.js';
import { TicketFormController } from './ticket-form.controller.js';
import { TicketController } from './ticket.controller.js';

/** Everything that can be done with a ticket. */
@Module({
  imports: [
    TicketTypeModule,
    ConnectorModule,
    ProcessModule,
    MessageTemplateModule,
    WorkItemModule,
    ChecklistModule,
    CloseFlowModule,
    FormDraftModule,
    StageFormModule,
  ],
  controllers: [TicketController, TicketFormController, TicketConsumer],
  providers: [
    { provide: Tickets, useClass: TypeormTickets },
    OpenTicketHandler,
    EditTicketHandler,
    AssignTicketHandler,
    AssignTeamHandler,
    GrabTicketHandler,
    TransferTicketHandler,
    ReturnTicketHandler,
    ReplyToTicketHandler,
    NoteOnTicketHandler,
    WaitForCustomerHandler,
    ResumeTicketHandler,
    RequestActionHandler,
    FinishActionHandler,
    DispatchTicketHandler,
    RecordVisitHandler,
    UrgeTicketHandler,
    SuperviseTicketHandler,
    SolveTicketHandler,
    FinishTicketHandler,
    FillFormHandler,
    OpeningForms,
    ReopenTicketHandler,
    CloseTicketHandler,
    CloseTicketAfterReturnVisitHandler,
    ArchiveTicketHandler,
    LinkInteractionHandler,
    HearCustomerHandler,
    FollowProcessHandler,
    AnswerProcessHandler,
    TellProcessOwnerHandler,
    TellProcessesHandler,
    RaisePriorityHandler,
    CallAttentionHandler,
    MarkTicketHandler,
    TicketDesk,
    CustomerMessages,
    GetTicketHandler,
    ListTicketsHandler,
    GetJournalHandler,
    TicketRecords,
    TicketHandling,
    TicketReading,
    TicketCases,
  ],
  exports: [TicketRecords, TicketHandling, TicketReading, TicketCases],
})
export class TicketModule {}
