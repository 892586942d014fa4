import type { ServiceDefinition } from '#libs/web/service-definition';
import { ADHERENCE_ENTITIES } from './adherence/adherence.entities.js';
import { AppModule } from './app.module.js';
import { EXAMS_ENTITIES, EXAMS_MIGRATIONS } from './exams/exams.entities.js';
import { FIGURE_ENTITIES } from './figures/figures.entities.js';
import { INSPECTION_ENTITIES } from './inspection/inspection.entities.js';
import { CreateOperations1763900300000 } from './migrations/1763900300000-create-operations.js';
import { CreateFigures1764600300000 } from './migrations/1764600300000-create-figures.js';
import { CountRefusals1764900400000 } from './migrations/1764900400000-count-refusals.js';
import { CreatePlanning1765202000000 } from './migrations/1765202000000-create-planning.js';
import { CreateRostering1765203000000 } from './migrations/1765203000000-create-rostering.js';
import { CreateAdherence1765203100000 } from './migrations/1765203100000-create-adherence.js';
import { CreateMonitoring1765206000000 } from './migrations/1765206000000-create-monitoring.js';
import { QUALITY_MIGRATIONS } from './migrations/quality.migrations.js';
import { MONITORING_ENTITIES } from './monitoring/monitoring.entities.js';
import { OPERATIONS_CENTER_HOLDINGS } from './person-holdings.js';
import { PLANNING_ENTITIES } from './planning/planning.entities.js';
import { QUALITY_ENTITIES } from './quality/quality.entities.js';
import { ROSTERING_ENTITIES } from './rostering/rostering.entities.js';
import { OperationsSeed } from './seed.js';
import { TOPICS_ENTITIES } from './topics/topics.entities.js';
import { TRAINING_ENTITIES, TRAINING_MIGRATIONS } from './training/training.entities.js';
import { CreateInspection1765205010000 } from './migrations/1765205010000-create-inspection.js';
import { CreateTopics1765205020000 } from './migrations/1765205020000-create-topics.js';

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
      ...MONITORING_ENTITIES,
      ...PLANNING_ENTITIES,
      ...ROSTERING_ENTITIES,
      ...ADHERENCE_ENTITIES,
      ...QUALITY_ENTITIES,
      ...INSPECTION_ENTITIES,
      ...TOPICS_ENTITIES,
      ...TRAINING_ENTITIES,
      ...EXAMS_ENTITIES,
    ],
    migrations: [
      ...[CreateOperations1763900300000, CreateFigures1764600300000, CountRefusals1764900400000],
      ...[CreateInspection1765205010000, CreateTopics1765205020000],
      CreatePlanning1765202000000,
      ...[CreateRostering1765203000000, CreateAdherence1765203100000],
      ...QUALITY_MIGRATIONS,
      CreateMonitoring1765206000000,
      ...TRAINING_MIGRATIONS,
      ...EXAMS_MIGRATIONS,
    ],
  },
  holdsOfPeople: OPERATIONS_CENTER_HOLDINGS,
  keepsObjects: true,
  seed: OperationsSeed,
};
