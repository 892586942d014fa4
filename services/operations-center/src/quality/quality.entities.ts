import { AdoptQualityForms1765204100000 } from '../migrations/1765204100000-adopt-quality-forms.js';
import { CreateCalibrations1765204300000 } from '../migrations/1765204300000-create-calibrations.js';
import { CreateQualityPlans1765204200000 } from '../migrations/1765204200000-create-quality-plans.js';
import { CreateQuality1765204000000 } from '../migrations/1765204000000-create-quality.js';
import {
  CalibrationScoreSchema,
  CalibrationSeatSchema,
  CalibrationSessionSchema,
} from './calibration/calibration.schema.js';
import { CoachingTaskSchema } from './coaching/coaching.schema.js';
import { EvaluationItemSchema, EvaluationSchema, EvaluationTwinSchema } from './evaluation/evaluation.schema.js';
import { DrawSchema, PlanSchema, PopulationSchema } from './plan/plan.schema.js';
import { ScorecardSchema, ScorecardVersionSchema } from './scorecard/scorecard.schema.js';
import { QualitySettingsSchema } from './settings/quality-settings.schema.js';
import { QualityTeamSchema, SubjectSchema } from './subject/subject.schema.js';

export const QUALITY_ENTITIES = [
  ...[ScorecardSchema, ScorecardVersionSchema, QualitySettingsSchema, SubjectSchema, QualityTeamSchema],
  ...[EvaluationSchema, EvaluationItemSchema, EvaluationTwinSchema, CoachingTaskSchema],
  ...[PlanSchema, DrawSchema, PopulationSchema],
  ...[CalibrationSessionSchema, CalibrationSeatSchema, CalibrationScoreSchema],
];

export const QUALITY_MIGRATIONS = [
  ...[CreateQuality1765204000000, AdoptQualityForms1765204100000],
  ...[CreateQualityPlans1765204200000, CreateCalibrations1765204300000],
];
