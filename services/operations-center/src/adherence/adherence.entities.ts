import { AdherenceExceptionSchema, AdherenceSettingsSchema, AdherenceStateSchema } from './adherence.schema.js';

export const ADHERENCE_ENTITIES = [AdherenceStateSchema, AdherenceExceptionSchema, AdherenceSettingsSchema];
