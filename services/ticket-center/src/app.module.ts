import { Module } from '@nestjs/common';
import { ArticleModule } from './article/article.module.js';
import { AttachmentModule } from './attachment/attachment.module.js';
import { AutomationModule } from './automation/automation.module.js';
import { BulkActionModule } from './bulk-action/bulk-action.module.js';
import { CalendarModule } from './calendar/calendar.module.js';
import { ChecklistModule } from './checklist/checklist.module.js';
import { CloseFlowModule } from './close-flow/close-flow.module.js';
import { ConnectorModule } from './connector/connector.module.js';
import { FormDraftModule } from './form-draft/form-draft.module.js';
import { FormModule } from './form/form.module.js';
import { MessageTemplateModule } from './message-template/message-template.module.js';
import { PlanModule } from './plan/plan.module.js';
import { PresenceModule } from './presence/presence.module.js';
import { ProcessDefinitionModule } from './process-definition/process-definition.module.js';
import { ProcessAlertModule } from './process-alert/process-alert.module.js';
import { ProcessModule } from './process/process.module.js';
import { TicketCenterSeed } from './seed.js';
import { ServiceTargetModule } from './service-target/service-target.module.js';
import { RecommendationModule } from './recommendation/recommendation.module.js';
import { SlaModule } from './sla/sla.module.js';
import { SopModule } from './sop/sop.module.js';
import { StageFormModule } from './stage-form/stage-form.module.js';
import { TaskModule } from './task/task.module.js';
import { TicketCategoryModule } from './ticket-category/ticket-category.module.js';
import { TicketTypeModule } from './ticket-type/ticket-type.module.js';
import { TicketModule } from './ticket/ticket.module.js';
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
    TicketTypeModule,
    TicketCategoryModule,
    StageFormModule,
    CloseFlowModule,
    FormDraftModule,
    VisitModule,
    SlaModule,
    AutomationModule,
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
  ],
  providers: [TicketCenterSeed],
})
export class AppModule {}
