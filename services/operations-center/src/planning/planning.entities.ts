import { CreatePlanning1765202000000 } from '../migrations/1765202000000-create-planning.js';
import { ForecastJobSchema } from './forecasts/forecast-job.schema.js';
import { PlanningGroupSchema } from './groups/planning-group.schema.js';
import { VolumeDaySchema, VolumeImportSchema, WaitingDaySchema } from './history/volume.schema.js';
import {
  ForecastDaySchema,
  ForecastEditSchema,
  ForecastVersionSchema,
  PublicationSchema,
} from './versions/forecast-version.schema.js';

export const PLANNING_ENTITIES = [
  ...[PlanningGroupSchema, VolumeDaySchema, VolumeImportSchema, WaitingDaySchema, ForecastJobSchema],
  ...[ForecastVersionSchema, ForecastDaySchema, ForecastEditSchema, PublicationSchema],
];
export const PLANNING_MIGRATIONS = [CreatePlanning1765202000000];
