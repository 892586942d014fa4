import { OutcomePersonSchema, OutcomeSchema } from './rows/outcome.schema.js';
import { OutcomeSettingsSchema } from './settings/outcome-settings.schema.js';

export const OUTCOME_ENTITIES = [OutcomeSchema, OutcomePersonSchema, OutcomeSettingsSchema];
