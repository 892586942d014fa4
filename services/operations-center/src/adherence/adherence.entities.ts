import { CreateAdherence1765203100000 } from '../migrations/1765203100000-create-adherence.js';
import { AdherenceExceptionSchema, AdherenceSettingsSchema, AdherenceStateSchema } from './adherence.schema.js';

export const ADHERENCE_ENTITIES = [AdherenceStateSchema, AdherenceExceptionSchema, AdherenceSettingsSchema];
export const ADHERENCE_MIGRATIONS = [CreateAdherence1765203100000];
