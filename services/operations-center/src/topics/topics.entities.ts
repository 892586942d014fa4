import { CreateTopics1765205020000 } from '../migrations/1765205020000-create-topics.js';
import { IntentModelSchema } from './intents/intent.schema.js';
import { IncidentSchema } from './radar/incident.schema.js';
import { ReadingSchema, TermCountSchema } from './readings/reading.schema.js';

export const TOPICS_ENTITIES = [ReadingSchema, TermCountSchema, IntentModelSchema, IncidentSchema];

export const TOPICS_MIGRATIONS = [CreateTopics1765205020000];
