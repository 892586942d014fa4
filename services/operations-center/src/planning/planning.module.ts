import { Module } from '@nestjs/common';
import { FiguresModule } from '../figures/figures.module.js';
import { ForecastJobController } from './forecasts/forecast-job.controller.js';
import { ForecastJobs } from './forecasts/forecast-jobs.js';
import { ForecastRounds } from './forecasts/forecast-rounds.js';
import { PlanningGroupController } from './groups/planning-group.controller.js';
import { PlanningGroups } from './groups/planning-groups.js';
import { ImportRounds } from './history/import-rounds.js';
import { VolumeController } from './history/volume.controller.js';
import { VolumeHistory } from './history/volume-history.js';
import { VolumeImports } from './history/volume-imports.js';
import { MixedDays } from './mixes/mixed-days.js';
import { SkillMixController } from './mixes/skill-mix.controller.js';
import { SkillMixes } from './mixes/skill-mixes.js';
import { StaffingJobs } from './mixes/staffing-jobs.js';
import { StaffingRounds } from './mixes/staffing-rounds.js';
import { PlannedDays, StaffRequirements } from './planning.api.js';
import { PlanningMetrics } from './planning-metrics.js';
import { PublishedDays } from './requirements/published-days.js';
import { PublishedForecasts } from './requirements/published-forecasts.js';
import { RequirementAnswers } from './requirements/requirement-answers.js';
import { RequirementController } from './requirements/requirement.controller.js';
import { ForecastVersionController } from './versions/forecast-version.controller.js';
import { ForecastVersions } from './versions/forecast-versions.js';
import { VersionAnswers } from './versions/version-answers.js';
import { VersionChanges } from './versions/version-changes.js';

@Module({
  imports: [FiguresModule],
  controllers: [
    ...[PlanningGroupController, VolumeController, ForecastJobController],
    ...[ForecastVersionController, RequirementController, SkillMixController],
  ],
  providers: [
    ...[PlanningGroups, VolumeImports, ImportRounds, VolumeHistory, ForecastJobs, ForecastRounds],
    ...[ForecastVersions, VersionChanges, VersionAnswers, RequirementAnswers, PublishedDays],
    ...[PublishedForecasts, SkillMixes, MixedDays, StaffingJobs, StaffingRounds],
    PlanningMetrics,
    { provide: StaffRequirements, useExisting: PublishedDays },
    { provide: PlannedDays, useExisting: PublishedDays },
  ],
  exports: [StaffRequirements, PlannedDays],
})
export class PlanningModule {}
