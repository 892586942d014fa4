import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
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
import { AssignTeamHandler, AssignTicketHandler } from './commands/assign-ticket.js';
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
import { SolveTicketHandler } from './commands/solve-ticket.js';
import { ReturnTicketHandler, TransferTicketHandler, TransferToTeamHandler } from './commands/transfer-ticket.js';
import { UrgeTicketHandler } from './commands/urge-ticket.js';
import { ResumeTicketHandler, WaitForCustomerHandler, HoldTicketHandler } from './commands/wait-for-customer.js';
import { CustomerMessages } from './customer-messages.connector.js';
import { Tickets } from './domain/ticket.repository.js';
import { TypeormTickets } from './infra/typeorm-ticket.repository.js';
import { OpeningForms } from './opening-forms.js';
import { GetJournalHandler } from './queries/get-journal.js';
import { GetTicketHandler } from './queries/get-ticket.js';
import { ListTicketsHandler } from './queries/list-tickets.js';
import { TicketDesk } from './ticket-desk.connector.js';
import { TicketCases } from './ticket-cases.api.js';
import { TicketIntake } from './ticket-intake.api.js';
import { TicketHandling, TicketRecords } from './ticket.api.js';
import { TicketConsumer } from './ticket.consumer.js';
import { InspectedTicketController } from './inspected-ticket.controller.js';
import { TicketFormController } from './ticket-form.controller.js';
import { TicketController } from './ticket.controller.js';
import { TicketTexts } from './ticket-texts.api.js';
import { TicketOpening } from './ticket-opening.api.js';
import { GrabTicketHandler, PutTicketBackHandler } from './commands/grab-ticket.js';
import { LiftSupervisionHandler, SuperviseTicketHandler } from './commands/supervise-ticket.js';
import { TicketViews } from './ticket-views.api.js';
import { TicketStatusModule } from '../ticket-status/ticket-status.module.js';
import { ChangeTypeHandler } from './commands/state/change-type.js';
import { AskForHelpHandler, EndHelpHandler } from './commands/relation/ask-for-help.js';
import { MergeTicketHandler } from './commands/relation/merge-ticket.js';
import { ChangeChildRuleHandler, PlaceTicketHandler } from './commands/relation/place-ticket.js';
import { FollowUpTicketHandler, SplitTicketHandler } from './commands/relation/split-ticket.js';
import { ReopenTicketHandler } from './commands/state/reopen-ticket.js';
import { SetStatusHandler } from './commands/state/set-status.js';
import { MergedTickets } from './merged-tickets.api.js';
import { TicketReach } from './reach/ticket-reach.api.js';
import { TicketReachGuard } from './reach/ticket-reach.guard.js';
import { GetRelationsHandler } from './queries/get-relations.js';
import { SolveGuards } from './solve-guards.api.js';
import { TicketFamilies } from './relation/ticket-families.js';
import { IncidentLinkController } from './relation/incident-link.controller.js';
import { TicketLinks } from './relation/ticket-links.js';
import { TicketRelationController } from './relation/ticket-relation.controller.js';
import { TicketStateController } from './ticket-state.controller.js';
import { ChecklistModule } from '../checklist/checklist.module.js';
import { TicketReading } from './ticket-reading.api.js';

/** Everything that can be done with a ticket. */
@Module({
  imports: [
    TicketTypeModule,
    TicketStatusModule,
    ConnectorModule,
    ProcessModule,
    MessageTemplateModule,
    WorkItemModule,
    ChecklistModule,
    CloseFlowModule,
    FormDraftModule,
    StageFormModule,
  ],
  controllers: [
    InspectedTicketController,
    IncidentLinkController,
    TicketController,
    TicketFormController,
    TicketRelationController,
    TicketStateController,
    TicketConsumer,
  ],
  providers: [
    { provide: Tickets, useClass: TypeormTickets },
    { provide: APP_GUARD, useClass: TicketReachGuard },
    TicketReach,
    OpenTicketHandler,
    EditTicketHandler,
    AssignTicketHandler,
    AssignTeamHandler,
    GrabTicketHandler,
    PutTicketBackHandler,
    TransferTicketHandler,
    TransferToTeamHandler,
    ReturnTicketHandler,
    ReplyToTicketHandler,
    NoteOnTicketHandler,
    WaitForCustomerHandler,
    ResumeTicketHandler,
    HoldTicketHandler,
    SetStatusHandler,
    ChangeTypeHandler,
    RequestActionHandler,
    FinishActionHandler,
    DispatchTicketHandler,
    RecordVisitHandler,
    UrgeTicketHandler,
    SuperviseTicketHandler,
    LiftSupervisionHandler,
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
    PlaceTicketHandler,
    ChangeChildRuleHandler,
    SplitTicketHandler,
    FollowUpTicketHandler,
    MergeTicketHandler,
    AskForHelpHandler,
    EndHelpHandler,
    TicketFamilies,
    TicketLinks,
    SolveGuards,
    MergedTickets,
    GetRelationsHandler,
    TicketDesk,
    CustomerMessages,
    GetTicketHandler,
    ListTicketsHandler,
    GetJournalHandler,
    TicketRecords,
    TicketHandling,
    TicketReading,
    TicketOpening,
    TicketCases,
    TicketViews,
    TicketTexts,
    TicketIntake,
  ],
  exports: [
    TicketReach,
    TicketRecords,
    TicketHandling,
    TicketReading,
    TicketOpening,
    TicketCases,
    SolveGuards,
    MergedTickets,
    TicketViews,
    TicketTexts,
    TicketIntake,
  ],
})
export class TicketModule {}
