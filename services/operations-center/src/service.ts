import type { ServiceDefinition } from '#libs/web/service-definition';
import { AppModule } from './app.module.js';
import { FIGURE_ENTITIES } from './figures/figures.entities.js';
import { CreateOperations1763900300000 } from './migrations/1763900300000-create-operations.js';
import { CreateFigures1764600300000 } from './migrations/1764600300000-create-figures.js';
import { CountRefusals1764900400000 } from './migrations/1764900400000-count-refusals.js';
import { CreateMonitoring1765206000000 } from './migrations/1765206000000-create-monitoring.js';
import { MONITORING_ENTITIES } from './monitoring/monitoring.entities.js';
import { QualityFormSchema } from './quality-form/quality-form.schema.js';
import { OperationsSeed } from './seed.js';
import { TicketQualityCheckSchema } from './ticket-quality/ticket-quality.schema.js';

export const operationsCenter: ServiceDefinition = {
  name: 'operations-center',
  description:
    'Live boards, figures and alerts of contacts, tickets and agents, and the quality of finished work; fed by events only',
  version: '0.1.0',
  module: AppModule,
  database: {
    context: 'operations',
    entities: [QualityFormSchema, TicketQualityCheckSchema, ...FIGURE_ENTITIES, ...MONITORING_ENTITIES],
    migrations: [
      ...[CreateOperations1763900300000, CreateFigures1764600300000, CountRefusals1764900400000],
      CreateMonitoring1765206000000,
    ],
  },
  seed: OperationsSeed,
};
