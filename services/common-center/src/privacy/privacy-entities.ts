import { ExportPartSchema, PersonRequestSchema } from './request/person-request.schema.js';
import {
  AccessHourSchema,
  ReadHourSchema,
  RecordSightSchema,
  RevealAlarmSchema,
  RevealBlockSchema,
  RevealPolicySchema,
  RevealSchema,
} from './reveal/reveal.schema.js';

export const PRIVACY_ENTITIES = [
  AccessHourSchema,
  ReadHourSchema,
  RecordSightSchema,
  RevealSchema,
  RevealAlarmSchema,
  RevealBlockSchema,
  RevealPolicySchema,
  PersonRequestSchema,
  ExportPartSchema,
];
