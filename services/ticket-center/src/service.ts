import type { ServiceDefinition } from '#libs/web/platform/service-definition';
import { AppModule } from './app.module.js';
import { assistEntities } from './assist-request/assist-entities.js';
import { AttachmentJournalSchema, AttachmentSchema } from './attachment/infra/attachment.schema.js';
import { automationEntities } from './automation/automation-entities.js';
import { BulkActionSchema, BulkTicketSchema } from './bulk-action/bulk-action.schema.js';
import { CalendarSchema, CalendarVersionSchema } from './calendar/calendar.schema.js';
import { ChecklistItemSchema, ChecklistTemplateSchema } from './checklist/checklist.schema.js';
import { CloseFlowSchema } from './close-flow/close-flow.schema.js';
import { ConnectorSchema } from './connector/connector.schema.js';
import { dutyEntities } from './duty/duty.schema.js';
import { EngineerSchema, ServiceAreaSchema } from './engineer/engineer.schema.js';
import { escalationEntities } from './escalation/escalation-entities.js';
import { FormDraftSchema } from './form-draft/infra/form-draft.schema.js';
import { FormLookupSchema } from './form-draft/lookup/form-lookup.schema.js';
import { FormDefinitionJournalSchema, FormDefinitionSchema } from './form/infra/form-definition.schema.js';
import { FormSchema } from './form/infra/form-version.schema.js';
import { mailboxEntities } from './mailbox/mailbox-entities.js';
import { MessageTemplateSchema } from './message-template/message-template.schema.js';
import { CreateTickets1763900100000 } from './migrations/1763900100000-create-tickets.js';
import { CreateProcessDefinitions1764000100000 } from './migrations/1764000100000-create-process-definitions.js';
import { CreateProcessInstances1764000200000 } from './migrations/1764000200000-create-process-instances.js';
import { CreateWorkItems1764000300000 } from './migrations/1764000300000-create-work-items.js';
import { CreateProcessRecords1764000400000 } from './migrations/1764000400000-create-process-records.js';
import { CreateProcessOperations1764000500000 } from './migrations/1764000500000-create-process-operations.js';
import { CreateProcessStarts1764000600000 } from './migrations/1764000600000-create-process-starts.js';
import { CreateMessageTemplates1764000700000 } from './migrations/1764000700000-create-message-templates.js';
import { CreateCalendars1764000800000 } from './migrations/1764000800000-create-calendars.js';
import { CreateProcessArchive1764100000000 } from './migrations/1764100000000-create-process-archive.js';
import { CreateProcessStatistics1764200000000 } from './migrations/1764200000000-create-process-statistics.js';
import { CreateProcessAlerts1764200001000 } from './migrations/1764200001000-create-process-alerts.js';
import { AwaitCallbacks1764300000000 } from './migrations/1764300000000-await-callbacks.js';
import { ClaimByLeaseEnd1764300001000 } from './migrations/1764300001000-claim-by-lease-end.js';
import { RecordDiscardedMessages1764350000000 } from './migrations/1764350000000-record-discarded-messages.js';
import { RollOutForms1764700100000 } from './migrations/1764700100000-roll-out-forms.js';
import { CreateTicketForms1764700101000 } from './migrations/1764700101000-create-ticket-forms.js';
import { CreateFormDrafts1764700102000 } from './migrations/1764700102000-create-form-drafts.js';
import { AssignTeams1764700200000 } from './migrations/1764700200000-assign-teams.js';
import { CreateServiceLevels1764700201000 } from './migrations/1764700201000-create-service-levels.js';
import { CreateAutomation1764700202000 } from './migrations/1764700202000-create-automation.js';
import { CreateSops1764900500000 } from './migrations/1764900500000-create-sops.js';
import { CreateRecommendations1764900501000 } from './migrations/1764900501000-create-recommendations.js';
import { RelateTickets1765000000000 } from './migrations/1765000000000-relate-tickets.js';
import { CreateAssistRequests1765000001000 } from './migrations/1765000001000-create-assist-requests.js';
import { CreateCollaboration1765010000000 } from './migrations/1765010000000-create-collaboration.js';
import { CreatePools1765020000000 } from './migrations/1765020000000-create-pools.js';
import { HoldSupervisedTickets1765020001000 } from './migrations/1765020001000-hold-supervised-tickets.js';
import { CreateEscalation1765020002000 } from './migrations/1765020002000-create-escalation.js';
import { DeepenVisits1765030000000 } from './migrations/1765030000000-deepen-visits.js';
import { DeepenTasks1765030001000 } from './migrations/1765030001000-deepen-tasks.js';
import { DeepenPlans1765030002000 } from './migrations/1765030002000-deepen-plans.js';
import { CreateTicketViews1765040000000 } from './migrations/1765040000000-create-ticket-views.js';
import { CreateTicketSearch1765040001000 } from './migrations/1765040001000-create-ticket-search.js';
import { CreateTicketExports1765040002000 } from './migrations/1765040002000-create-ticket-exports.js';
import { CreateMailboxes1765060000000 } from './migrations/1765060000000-create-mailboxes.js';
import { ReachInterfaces1765150002000 } from './migrations/1765150002000-reach-interfaces.js';
import { IndexAttachmentBytes1765201010000 } from './migrations/1765201010000-index-attachment-bytes.js';
import { IndexRowsOfCustomers1765460000000 } from './migrations/1765460000000-index-rows-of-customers.js';
import { SealProcesses1765530000000 } from './migrations/1765530000000-seal-processes.js';
import { TextRevisionSchema } from './named-text/named-text.schema.js';
import { PartSchema } from './part/part.schema.js';
import {
  PlanImportSchema,
  PlanJournalSchema,
  PlanSchema,
  PlanShareSchema,
  PlanTargetSchema,
} from './plan/infra/plan.schema.js';
import { poolEntities } from './pool/pool-entities.js';
import { alertEntities } from './process-alert/process-alert.schema.js';
import {
  ProcessDefinitionJournalSchema,
  ProcessDefinitionSchema,
  ProcessVersionSchema,
} from './process-definition/infra/process-definition.schema.js';
import { ProcessDraftSchema } from './process-definition/infra/process-draft.schema.js';
import { processEntities } from './process/schema/process-entities.js';
import { questionnaireEntities } from './questionnaire/questionnaire.schema.js';
import { FeedbackSchema, ModelSchema, RecommendationSchema } from './recommendation/recommendation.schema.js';
import { TicketCenterSeed } from './seed.js';
import { ServiceTargetSchema } from './service-target/service-target.schema.js';
import { slaEntities } from './sla/sla-entities.js';
import { SopRunSchema } from './sop/infra/sop-run.schema.js';
import { SopCategorySchema, SopJournalSchema, SopSchema, SopVersionSchema } from './sop/infra/sop.schema.js';
import { StageFormSchema, TicketFieldSchema } from './stage-form/stage-form.schema.js';
import { SupervisionSchema } from './supervision/infra/supervision.schema.js';
import { SuppressionSchema } from './suppression/suppression.schema.js';
import { TaskJournalSchema, TaskSchema } from './task/infra/task.schema.js';
import { ReturnVisitRuleSchema, TaskRuleSchema } from './task/rules/rule.schema.js';
import { CategoryTreeJournalSchema, CategoryTreeSchema } from './ticket-category/infra/category-tree.schema.js';
import { TicketExportSchema } from './ticket-export/ticket-export.schema.js';
import { ticketSearchEntities } from './ticket-search/index/search-index.schema.js';
import { TicketStatusSchema } from './ticket-status/ticket-status.schema.js';
import { TicketTimerSchema } from './ticket-timer/ticket-timer.schema.js';
import { TicketTypeSchema } from './ticket-type/ticket-type.schema.js';
import { ticketViewEntities } from './ticket-view/ticket-view-entities.js';
import { TicketLinkSchema } from './ticket/infra/ticket-link.schema.js';
import { TicketInteractionSchema, TicketJournalSchema, TicketSchema } from './ticket/infra/ticket.schema.js';
import { urgeEntities } from './urge/urge.schema.js';
import { VisitJournalSchema, VisitSchema, EngineerDaySchema } from './visit/infra/visit.schema.js';
import { WatcherSchema } from './watcher/watcher.schema.js';
import { WorkItemJournalSchema, WorkItemSchema } from './work-item/infra/work-item.schema.js';
import { TICKET_CENTER_HOLDINGS } from './person-holdings.js';
import { SealTickets1765200000000 } from './migrations/1765200000000-seal-tickets.js';

export const ticketCenter: ServiceDefinition = {
  name: 'ticket-center',
  description: 'Tickets, on-site visits, tasks and plans',
  version: '0.1.0',
  module: AppModule,
  database: {
    context: 'ticket',
    entities: [
      TicketSchema,
      TicketInteractionSchema,
      TicketJournalSchema,
      TicketLinkSchema,
      TicketStatusSchema,
      ...assistEntities,
      TicketTypeSchema,
      ConnectorSchema,
      VisitSchema,
      VisitJournalSchema,
      EngineerDaySchema,
      EngineerSchema,
      ServiceAreaSchema,
      PartSchema,
      TaskSchema,
      TaskJournalSchema,
      TaskRuleSchema,
      ReturnVisitRuleSchema,
      SuppressionSchema,
      ...questionnaireEntities,
      PlanSchema,
      PlanJournalSchema,
      PlanImportSchema,
      PlanTargetSchema,
      PlanShareSchema,
      ProcessDraftSchema,
      ProcessDefinitionSchema,
      ProcessDefinitionJournalSchema,
      ProcessVersionSchema,
      ...processEntities,
      ...alertEntities,
      FormSchema,
      FormDefinitionSchema,
      CategoryTreeSchema,
      CategoryTreeJournalSchema,
      StageFormSchema,
      TicketFieldSchema,
      CloseFlowSchema,
      FormDraftSchema,
      FormLookupSchema,
      FormDefinitionJournalSchema,
      ServiceTargetSchema,
      MessageTemplateSchema,
      CalendarSchema,
      CalendarVersionSchema,
      TextRevisionSchema,
      TicketTimerSchema,
      ...slaEntities,
      ...automationEntities,
      ...poolEntities,
      ...dutyEntities,
      ...urgeEntities,
      SupervisionSchema,
      ...escalationEntities,
      ...ticketViewEntities,
      ...ticketSearchEntities,
      TicketExportSchema,
      WorkItemSchema,
      WorkItemJournalSchema,
      SopSchema,
      SopCategorySchema,
      SopJournalSchema,
      SopVersionSchema,
      SopRunSchema,
      ModelSchema,
      RecommendationSchema,
      FeedbackSchema,
      AttachmentSchema,
      AttachmentJournalSchema,
      BulkActionSchema,
      BulkTicketSchema,
      ChecklistTemplateSchema,
      ChecklistItemSchema,
      WatcherSchema,
      ...mailboxEntities,
    ],
    migrations: [
      CreateTickets1763900100000,
      CreateProcessDefinitions1764000100000,
      CreateProcessInstances1764000200000,
      CreateWorkItems1764000300000,
      CreateProcessRecords1764000400000,
      CreateProcessOperations1764000500000,
      CreateProcessStarts1764000600000,
      CreateMessageTemplates1764000700000,
      CreateCalendars1764000800000,
      CreateProcessArchive1764100000000,
      CreateProcessStatistics1764200000000,
      CreateProcessAlerts1764200001000,
      AwaitCallbacks1764300000000,
      ClaimByLeaseEnd1764300001000,
      RecordDiscardedMessages1764350000000,
      RollOutForms1764700100000,
      CreateTicketForms1764700101000,
      CreateFormDrafts1764700102000,
      AssignTeams1764700200000,
      CreateServiceLevels1764700201000,
      CreateAutomation1764700202000,
      CreateSops1764900500000,
      CreateRecommendations1764900501000,
      RelateTickets1765000000000,
      CreateAssistRequests1765000001000,
      CreateCollaboration1765010000000,
      CreatePools1765020000000,
      HoldSupervisedTickets1765020001000,
      CreateEscalation1765020002000,
      DeepenVisits1765030000000,
      DeepenTasks1765030001000,
      DeepenPlans1765030002000,
      CreateTicketViews1765040000000,
      CreateTicketSearch1765040001000,
      CreateTicketExports1765040002000,
      CreateMailboxes1765060000000,
      ReachInterfaces1765150002000,
      SealTickets1765200000000,
      IndexAttachmentBytes1765201010000,
      IndexRowsOfCustomers1765460000000,
      SealProcesses1765530000000,
    ],
  },
  keepsObjects: true,
  holdsOfPeople: TICKET_CENTER_HOLDINGS,
  seed: TicketCenterSeed,
};
