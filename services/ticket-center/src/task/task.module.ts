import { Module } from '@nestjs/common';
import { CancelReturnVisitHandler } from './commands/cancel-return-visit.js';
import { CompleteTaskHandler } from './commands/complete-task.js';
import { CreateTaskHandler } from './commands/create-task.js';
import { NoteCampaignResultHandler } from './commands/note-campaign-result.js';
import { RecordContactHandler } from './commands/record-contact.js';
import { TakeTaskHandler } from './commands/take-task.js';
import { TicketModule } from '../ticket/ticket.module.js';
import { Tasks } from './domain/task.repository.js';
import { TypeormTasks } from './infra/typeorm-task.repository.js';
import { GetTaskHandler, ListTasksHandler } from './queries/find-tasks.js';
import { TaskGuard } from './task-guard.js';
import { PlanTasks } from './task.api.js';
import { TaskConsumer } from './task.consumer.js';
import { TaskController } from './task.controller.js';

/** Active services: return visits, care, dunning, retention, surveys, marketing. */
@Module({
  imports: [TicketModule],
  controllers: [TaskController, TaskConsumer],
  providers: [
    { provide: Tasks, useClass: TypeormTasks },
    CreateTaskHandler,
    TakeTaskHandler,
    RecordContactHandler,
    CompleteTaskHandler,
    CancelReturnVisitHandler,
    NoteCampaignResultHandler,
    GetTaskHandler,
    ListTasksHandler,
    PlanTasks,
    TaskGuard,
  ],
  exports: [PlanTasks],
})
export class TaskModule {}
