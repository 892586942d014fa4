import {
  CalibrationScoreSchema,
  CalibrationSeatSchema,
  CalibrationSessionSchema,
} from './calibration/calibration.schema.js';
import { CoachingTaskSchema } from './coaching/coaching.schema.js';
import { EvaluationItemSchema, EvaluationSchema, EvaluationTwinSchema } from './evaluation/evaluation.schema.js';
import { MachineScoreSchema } from './machine/machine-score.schema.js';
import { DrawSchema, PlanSchema, PopulationSchema } from './plan/plan.schema.js';
import { RecheckSchema } from './recheck/recheck.schema.js';
import { ScorecardSchema, ScorecardVersionSchema } from './scorecard/scorecard.schema.js';
import { QualitySettingsSchema } from './settings/quality-settings.schema.js';
import { QualityTeamSchema, SubjectSchema } from './subject/subject.schema.js';

export const QUALITY_ENTITIES = [
  ...[ScorecardSchema, ScorecardVersionSchema, QualitySettingsSchema, SubjectSchema, QualityTeamSchema],
  ...[EvaluationSchema, EvaluationItemSchema, EvaluationTwinSchema, CoachingTaskSchema, RecheckSchema],
  MachineScoreSchema,
  ...[PlanSchema, DrawSchema, PopulationSchema],
  ...[CalibrationSessionSchema, CalibrationSeatSchema, CalibrationScoreSchema],
];
