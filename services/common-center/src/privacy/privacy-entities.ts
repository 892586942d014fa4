import { ExportPartSchema, PersonRequestSchema } from './request/person-request.schema.js';
import { RevealAlarmSchema, RevealBlockSchema, RevealPolicySchema, RevealSchema } from './reveal/reveal.schema.js';

export const PRIVACY_ENTITIES = [
  RevealSchema,
  RevealAlarmSchema,
  RevealBlockSchema,
  RevealPolicySchema,
  PersonRequestSchema,
  ExportPartSchema,
];
