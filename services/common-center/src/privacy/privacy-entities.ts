import { ExportPartSchema, PersonRequestSchema } from './request/person-request.schema.js';
import {
  AccessHourSchema,
  RevealAlarmSchema,
  RevealBlockSchema,
  RevealPolicySchema,
  RevealSchema,
} from './reveal/reveal.schema.js';

export const PRIVACY_ENTITIES = [
  AccessHourSchema,
  RevealSchema,
  RevealAlarmSchema,
  RevealBlockSchema,
  RevealPolicySchema,
  PersonRequestSchema,
  ExportPartSchema,
];
