import { Module } from '@nestjs/common';
import { CalendarModule } from '../calendar/calendar.module.js';
import { ConnectorModule } from '../connector/connector.module.js';
import { QuestionnaireModule } from '../questionnaire/questionnaire.module.js';
import { SuppressionModule } from '../suppression/suppression.module.js';
import { TicketTypeModule } from '../ticket-type/ticket-type.module.js';
import { TicketModule } from '../ticket/ticket.module.js';
import { AssignTaskHandler } from './commands/assign-task.js';
import { CancelReturnVisitHandler } from './commands/cancel-return-visit.js';
import { CompleteTaskHandler } from './commands/complete-task.js';
import { CreateTaskHandler } from './commands/create-task.js';
import { NoteCampaignResultHandler } from './commands/note-campaign-result.js';
import { OpenLeadHandler } from './commands/open-lead.js';
import { RecordAttemptHandler } from './commands/record-attempt.js';
import { RecordContactHandler } from './commands/record-contact.js';
import { TakeTaskHandler } from './commands/take-task.js';
import { Tasks } from './domain/task.repository.js';
import { TypeormTasks } from './infra/typeorm-task.repository.js';
import { GetNextTaskHandler, GetTaskHandler, ListTasksHandler } from './queries/find-tasks.js';
import { ReturnVisitRules } from './rules/return-visit-rules.js';
import { TaskRuleController } from './rules/rule.controller.js';
import { TaskRules } from './rules/task-rules.js';
import { TaskExpiry } from './task-expiry.js';
import { PlanTasks } from './task.api.js';
import { TaskConsumer } from './task.consumer.js';
import { TaskController } from './task.controller.js';
import { TaskGuard } from './task-guard.js';
import { taskReach } from './task-reach.js';

/** Active services: return visits, care, dunning, retention, surveys, marketing. */
@Module({
  imports: [CalendarModule, ConnectorModule, QuestionnaireModule, SuppressionModule, TicketModule, TicketTypeModule],
  controllers: [TaskController, TaskRuleController, TaskConsumer],
  providers: [
    { provide: Tasks, useClass: TypeormTasks },
    taskReach,
    TaskRules,
    ReturnVisitRules,
    TaskExpiry,
    CreateTaskHandler,
    AssignTaskHandler,
    TakeTaskHandler,
    RecordContactHandler,
    RecordAttemptHandler,
    CompleteTaskHandler,
    OpenLeadHandler,
    CancelReturnVisitHandler,
    NoteCampaignResultHandler,
    GetTaskHandler,
    GetNextTaskHandler,
    ListTasksHandler,
    PlanTasks,
    TaskGuard,
  ],
  exports: [PlanTasks],
})
export class TaskModule {}
