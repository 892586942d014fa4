import { Module } from '@nestjs/common';
import { CalibrationController } from './calibration/calibration.controller.js';
import { CalibrationReminders } from './calibration/calibration-reminders.js';
import { Calibrations } from './calibration/calibrations.js';
import { CoachingController } from './coaching/coaching.controller.js';
import { CoachingTasks } from './coaching/coaching-tasks.js';
import { AppealDesk } from './evaluation/desk/appeal-desk.js';
import { ClosingRounds } from './evaluation/desk/closing-rounds.js';
import { Commissions } from './evaluation/desk/commissions.js';
import { EvaluationReader } from './evaluation/reading/evaluation-reader.js';
import { EvaluationController } from './evaluation/evaluation.controller.js';
import { Evaluations } from './evaluation/evaluations.js';
import { JudgingDesk } from './evaluation/desk/judging-desk.js';
import { InspectionModule } from '../inspection/inspection.module.js';
import { MachineReports } from './machine/machine-reports.js';
import { MachineScoreController } from './machine/machine-score.controller.js';
import { MachineScoring } from './machine/machine-scoring.js';
import { ReadIntents } from '../topics/read-intents.api.js';
import { TypeormEvaluations } from './evaluation/typeorm-evaluations.js';
import { CoverageReader } from './plan/coverage.js';
import { DrawnWork } from './plan/drawn-work.js';
import { Draws } from './plan/draws.js';
import { KnownRisks } from './plan/known-risks.js';
import { PlanRounds } from './plan/plan-rounds.js';
import { QualityPlanController } from './plan/plan.controller.js';
import { Plans } from './plan/plans.js';
import { Population } from './plan/population.js';
import { Verification } from './plan/verification.js';
import { QualitySeed } from './quality-seed.js';
import { QualityConsumer } from './quality.consumer.js';
import { Completions } from '../training/enrolment/completions.api.js';
import { QualityReports } from './report/quality-reports.js';
import { QualityReportController } from './report/report.controller.js';
import { Rechecks } from './recheck/rechecks.js';
import { ReminderRounds } from './reminder-rounds.js';
import { TrainedPeople } from './report/trained-people.js';
import { ScorecardController } from './scorecard/scorecard.controller.js';
import { Scorecards } from './scorecard/scorecards.js';
import { Deadlines } from './settings/deadlines.js';
import { QualitySettingsController } from './settings/quality-settings.controller.js';
import { Subjects } from './subject/subjects.js';
import { Teams } from './subject/teams.js';
import { TicketQuality } from './ticket/ticket-quality.js';

/** 质检 */
@Module({
  imports: [InspectionModule],
  controllers: [
    ...[QualityConsumer, ScorecardController, QualitySettingsController],
    ...[EvaluationController, CoachingController],
    ...[QualityPlanController, CalibrationController, MachineScoreController, QualityReportController],
  ],
  providers: [
    ...[Scorecards, Deadlines, Subjects, Teams, QualitySeed, TicketQuality],
    { provide: Evaluations, useClass: TypeormEvaluations },
    ...[Commissions, JudgingDesk, AppealDesk, ClosingRounds, EvaluationReader, CoachingTasks],
    ...[KnownRisks, ReadIntents],
    ...[Plans, Population, CoverageReader, DrawnWork, Draws, PlanRounds, Verification],
    ...[ReminderRounds, CalibrationReminders, Rechecks],
    ...[Completions, TrainedPeople],
    ...[Calibrations, QualityReports, MachineScoring, MachineReports],
  ],
  exports: [QualitySeed],
})
export class QualityModule {}
