import type { ServiceDefinition } from '#libs/web/service-definition';
import { AppModule } from './app.module.js';
import { BoardContactSchema, BoardTicketSchema } from './board/board.schema.js';
import { FIGURE_ENTITIES } from './figures/figures.entities.js';
import { INSPECTION_ENTITIES } from './inspection/inspection.entities.js';
import { CreateOperations1763900300000 } from './migrations/1763900300000-create-operations.js';
import { CreateFigures1764600300000 } from './migrations/1764600300000-create-figures.js';
import { CountRefusals1764900400000 } from './migrations/1764900400000-count-refusals.js';
import { CreateInspection1765205010000 } from './migrations/1765205010000-create-inspection.js';
import { CreateTopics1765205020000 } from './migrations/1765205020000-create-topics.js';
import { OPERATIONS_CENTER_HOLDINGS } from './person-holdings.js';
import { QualityFormSchema } from './quality-form/quality-form.schema.js';
import { QualityFormService } from './quality-form/quality-form.service.js';
import { TicketQualityCheckSchema } from './ticket-quality/ticket-quality.schema.js';
import { TOPICS_ENTITIES } from './topics/topics.entities.js';

export const operationsCenter: ServiceDefinition = {
  name: 'operations-center',
  description:
    'Live boards and figures of contacts, tickets and agents, and the quality of finished work; fed by events only',
  version: '0.1.0',
  module: AppModule,
  database: {
    context: 'operations',
    entities: [
      ...[QualityFormSchema, TicketQualityCheckSchema, BoardContactSchema, BoardTicketSchema, ...FIGURE_ENTITIES],
      ...INSPECTION_ENTITIES,
      ...TOPICS_ENTITIES,
    ],
    migrations: [
      ...[CreateOperations1763900300000, CreateFigures1764600300000, CountRefusals1764900400000],
      ...[CreateInspection1765205010000, CreateTopics1765205020000],
    ],
  },
  holdsOfPeople: OPERATIONS_CENTER_HOLDINGS,
  seed: QualityFormService,
};
