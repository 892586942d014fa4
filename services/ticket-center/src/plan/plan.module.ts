import { Module } from '@nestjs/common';
import { TaskModule } from '../task/task.module.js';
import { DraftPlanHandler } from './commands/draft-plan.js';
import { ImportTargetsHandler } from './commands/import-targets.js';
import { NoteTaskEndedHandler } from './commands/note-task-ended.js';
import { SplitPlanHandler } from './commands/split-plan.js';
import { StartPlanHandler } from './commands/start-plan.js';
import { PlanTargets } from './domain/plan-targets.js';
import { Plans } from './domain/plan.repository.js';
import { TypeormPlanTargets } from './infra/typeorm-plan-targets.js';
import { TypeormPlans } from './infra/typeorm-plan.repository.js';
import { PlanImports } from './plan-imports.js';
import { PlanConsumer } from './plan.consumer.js';
import { PlanController } from './plan.controller.js';
import { GetPlanHandler, ListPlansHandler } from './queries/find-plans.js';
import { GetImportHandler } from './queries/get-import.js';

/** What the organisation plans to do for many customers. */
@Module({
  imports: [TaskModule],
  controllers: [PlanController, PlanConsumer],
  providers: [
    { provide: Plans, useClass: TypeormPlans },
    { provide: PlanTargets, useClass: TypeormPlanTargets },
    PlanImports,
    DraftPlanHandler,
    ImportTargetsHandler,
    StartPlanHandler,
    SplitPlanHandler,
    NoteTaskEndedHandler,
    GetPlanHandler,
    ListPlansHandler,
    GetImportHandler,
  ],
})
export class PlanModule {}
