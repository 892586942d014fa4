import { AdoptQualityForms1765204100000 } from '../migrations/1765204100000-adopt-quality-forms.js';
import { CreateQuality1765204000000 } from '../migrations/1765204000000-create-quality.js';
import { CoachingTaskSchema } from './coaching/coaching.schema.js';
import { EvaluationItemSchema, EvaluationSchema, EvaluationTwinSchema } from './evaluation/evaluation.schema.js';
import { ScorecardSchema, ScorecardVersionSchema } from './scorecard/scorecard.schema.js';
import { QualitySettingsSchema } from './settings/quality-settings.schema.js';
import { QualityTeamSchema, SubjectSchema } from './subject/subject.schema.js';

export const QUALITY_ENTITIES = [
  ...[ScorecardSchema, ScorecardVersionSchema, QualitySettingsSchema, SubjectSchema, QualityTeamSchema],
  ...[EvaluationSchema, EvaluationItemSchema, EvaluationTwinSchema, CoachingTaskSchema],
];

export const QUALITY_MIGRATIONS = [CreateQuality1765204000000, AdoptQualityForms1765204100000];
