import { Module } from '@nestjs/common';
import { ArticleModule } from './article/article.module.js';
import { AssistRequestModule } from './assist-request/assist-request.module.js';
import { AttachmentModule } from './attachment/attachment.module.js';
import { AutomationModule } from './automation/automation.module.js';
import { BulkActionModule } from './bulk-action/bulk-action.module.js';
import { CalendarModule } from './calendar/calendar.module.js';
import { ChecklistModule } from './checklist/checklist.module.js';
import { CloseFlowModule } from './close-flow/close-flow.module.js';
import { ConnectorModule } from './connector/connector.module.js';
import { DutyModule } from './duty/duty.module.js';
import { EngineerModule } from './engineer/engineer.module.js';
import { EscalationModule } from './escalation/escalation.module.js';
import { FormDraftModule } from './form-draft/form-draft.module.js';
import { FormModule } from './form/form.module.js';
import { MailboxModule } from './mailbox/mailbox.module.js';
import { MessageTemplateModule } from './message-template/message-template.module.js';
import { PartModule } from './part/part.module.js';
import { PlanModule } from './plan/plan.module.js';
import { PoolModule } from './pool/pool.module.js';
import { PresenceModule } from './presence/presence.module.js';
import { ProcessAlertModule } from './process-alert/process-alert.module.js';
import { ProcessDefinitionModule } from './process-definition/process-definition.module.js';
import { ProcessModule } from './process/process.module.js';
import { QuestionnaireModule } from './questionnaire/questionnaire.module.js';
import { RecommendationModule } from './recommendation/recommendation.module.js';
import { TicketCenterSeed } from './seed.js';
import { ServiceTargetModule } from './service-target/service-target.module.js';
import { SlaModule } from './sla/sla.module.js';
import { SopModule } from './sop/sop.module.js';
import { StageFormModule } from './stage-form/stage-form.module.js';
import { SupervisionModule } from './supervision/supervision.module.js';
import { SuppressionModule } from './suppression/suppression.module.js';
import { TaskModule } from './task/task.module.js';
import { TicketCategoryModule } from './ticket-category/ticket-category.module.js';
import { TicketExportModule } from './ticket-export/ticket-export.module.js';
import { TicketSearchModule } from './ticket-search/ticket-search.module.js';
import { TicketStatusModule } from './ticket-status/ticket-status.module.js';
import { TicketTypeModule } from './ticket-type/ticket-type.module.js';
import { TicketViewModule } from './ticket-view/ticket-view.module.js';
import { TicketModule } from './ticket/ticket.module.js';
import { UrgeModule } from './urge/urge.module.js';
import { VisitModule } from './visit/visit.module.js';
import { WatcherModule } from './watcher/watcher.module.js';
import { WorkItemModule } from './work-item/work-item.module.js';

/** Tickets and the work around them. */
@Module({
  imports: [
    TicketModule,
    ArticleModule,
    AttachmentModule,
    BulkActionModule,
    ChecklistModule,
    PresenceModule,
    WatcherModule,
    AssistRequestModule,
    TicketStatusModule,
    TicketTypeModule,
    TicketCategoryModule,
    TicketViewModule,
    TicketSearchModule,
    TicketExportModule,
    StageFormModule,
    CloseFlowModule,
    FormDraftModule,
    EngineerModule,
    PartModule,
    VisitModule,
    SlaModule,
    AutomationModule,
    PoolModule,
    DutyModule,
    UrgeModule,
    SupervisionModule,
    EscalationModule,
    QuestionnaireModule,
    SuppressionModule,
    TaskModule,
    PlanModule,
    CalendarModule,
    ConnectorModule,
    FormModule,
    ServiceTargetModule,
    MessageTemplateModule,
    ProcessDefinitionModule,
    ProcessModule,
    ProcessAlertModule,
    WorkItemModule,
    SopModule,
    RecommendationModule,
    MailboxModule,
  ],
  providers: [TicketCenterSeed],
})
export class AppModule {}
