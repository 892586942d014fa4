import { IntentModelSchema } from './intents/intent.schema.js';
import { IncidentSchema } from './radar/incident.schema.js';
import { ReadingSchema, TermCountSchema } from './readings/reading.schema.js';

export const TOPICS_ENTITIES = [ReadingSchema, TermCountSchema, IntentModelSchema, IncidentSchema];
