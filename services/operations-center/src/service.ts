import type { ServiceDefinition } from '#libs/web/platform/service-definition';
import { ADHERENCE_ENTITIES } from './adherence/adherence.entities.js';
import { AppModule } from './app.module.js';
import { EXAMS_ENTITIES } from './exams/exams.entities.js';
import { FIGURE_ENTITIES } from './figures/figures.entities.js';
import { INSPECTION_ENTITIES } from './inspection/inspection.entities.js';
import { OPERATIONS_MIGRATIONS } from './migrations/operations.migrations.js';
import { INTRADAY_ENTITIES } from './intraday/intraday.entities.js';
import { MONITORING_ENTITIES } from './monitoring/monitoring.entities.js';
import { OUTCOME_ENTITIES } from './outcomes/outcomes.entities.js';
import { OPERATIONS_CENTER_HOLDINGS } from './person-holdings.js';
import { PLANNING_ENTITIES } from './planning/planning.entities.js';
import { QUALITY_ENTITIES } from './quality/quality.entities.js';
import { ROSTERING_ENTITIES } from './rostering/rostering.entities.js';
import { OperationsSeed } from './seed.js';
import { TOPICS_ENTITIES } from './topics/topics.entities.js';
import { TRAINING_ENTITIES } from './training/training.entities.js';

export const operationsCenter: ServiceDefinition = {
  name: 'operations-center',
  description:
    'Live boards, figures and alerts of contacts, tickets and agents; forecasts, rosters and adherence; quality, training and exams',
  version: '0.1.0',
  module: AppModule,
  database: {
    context: 'operations',
    entities: [
      ...FIGURE_ENTITIES,
      ...OUTCOME_ENTITIES,
      ...MONITORING_ENTITIES,
      ...PLANNING_ENTITIES,
      ...ROSTERING_ENTITIES,
      ...ADHERENCE_ENTITIES,
      ...INTRADAY_ENTITIES,
      ...QUALITY_ENTITIES,
      ...INSPECTION_ENTITIES,
      ...TOPICS_ENTITIES,
      ...TRAINING_ENTITIES,
      ...EXAMS_ENTITIES,
    ],
    migrations: OPERATIONS_MIGRATIONS,
  },
  holdsOfPeople: OPERATIONS_CENTER_HOLDINGS,
  keepsObjects: true,
  seed: OperationsSeed,
};
