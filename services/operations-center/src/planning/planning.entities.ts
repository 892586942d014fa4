import { ForecastJobSchema } from './forecasts/forecast-job.schema.js';
import { PlanningGroupSchema } from './groups/planning-group.schema.js';
import { VolumeDaySchema, VolumeImportSchema, WaitingDaySchema } from './history/volume.schema.js';
import { SkillMixSchema, SkillPoolSchema, StaffedDaySchema, StaffingJobSchema } from './mixes/skill-mix.schema.js';
import {
  ForecastDaySchema,
  ForecastEditSchema,
  ForecastVersionSchema,
  PublicationSchema,
} from './versions/forecast-version.schema.js';

export const PLANNING_ENTITIES = [
  ...[PlanningGroupSchema, VolumeDaySchema, VolumeImportSchema, WaitingDaySchema, ForecastJobSchema],
  ...[ForecastVersionSchema, ForecastDaySchema, ForecastEditSchema, PublicationSchema],
  ...[SkillMixSchema, SkillPoolSchema, StaffingJobSchema, StaffedDaySchema],
];
