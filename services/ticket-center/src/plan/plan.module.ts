import { Module } from '@nestjs/common';
import { ConnectorModule } from '../connector/connector.module.js';
import { QuestionnaireModule } from '../questionnaire/questionnaire.module.js';
import { SuppressionModule } from '../suppression/suppression.module.js';
import { TaskModule } from '../task/task.module.js';
import { DesignPlanHandler } from './commands/design-plan.js';
import { DraftPlanHandler } from './commands/draft-plan.js';
import { ImportTargetsHandler } from './commands/import-targets.js';
import { NoteTaskEndedHandler } from './commands/note-task-ended.js';
import { DismissFromPlanHandler, MovePlanHandler } from './commands/move-plan.js';
import { RecordConversionHandler } from './commands/record-conversion.js';
import { DesignChecks } from './design-checks.js';
import { PlanShares, PlanTargets } from './domain/plan-targets.js';
import { Plans } from './domain/plan.repository.js';
import { TypeormPlanShares } from './infra/typeorm-plan-shares.js';
import { TypeormPlanTargets } from './infra/typeorm-plan-targets.js';
import { TypeormPlans } from './infra/typeorm-plan.repository.js';
import { PlanImports } from './plan-imports.js';
import { PlanConsumer } from './plan.consumer.js';
import { PlanController } from './plan.controller.js';
import { GetPlanHandler, ListPlansHandler } from './queries/find-plans.js';
import { GetImportHandler } from './queries/get-import.js';
import { Contactable } from './release/contactable.js';
import { PlanLeaving } from './release/plan-leaving.js';
import { PlanRelease } from './release/plan-release.js';
import { ReleaseRounds } from './release/release-rounds.js';
import { SegmentRelease } from './release/segment-release.js';
import { GetPlanResultsHandler } from './results/get-plan-results.js';

/** What the organisation plans to do for many customers. */
@Module({
  imports: [ConnectorModule, QuestionnaireModule, SuppressionModule, TaskModule],
  controllers: [PlanController, PlanConsumer],
  providers: [
    { provide: Plans, useClass: TypeormPlans },
    { provide: PlanTargets, useClass: TypeormPlanTargets },
    { provide: PlanShares, useClass: TypeormPlanShares },
    PlanImports,
    DesignChecks,
    Contactable,
    SegmentRelease,
    PlanRelease,
    PlanLeaving,
    ReleaseRounds,
    DraftPlanHandler,
    ImportTargetsHandler,
    DesignPlanHandler,
    MovePlanHandler,
    DismissFromPlanHandler,
    RecordConversionHandler,
    NoteTaskEndedHandler,
    GetPlanHandler,
    ListPlansHandler,
    GetImportHandler,
    GetPlanResultsHandler,
  ],
})
export class PlanModule {}
