import { AdoptQualityForms1765204100000 } from './1765204100000-adopt-quality-forms.js';
import { CreateCalibrations1765204300000 } from './1765204300000-create-calibrations.js';
import { CreateQuality1765204000000 } from './1765204000000-create-quality.js';
import { CreateQualityPlans1765204200000 } from './1765204200000-create-quality-plans.js';

export const QUALITY_MIGRATIONS = [
  ...[CreateQuality1765204000000, AdoptQualityForms1765204100000],
  ...[CreateQualityPlans1765204200000, CreateCalibrations1765204300000],
];
