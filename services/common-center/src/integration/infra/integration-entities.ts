import { InterfaceCallSchema } from './interface-call.schema.js';
import { InterfaceSecretSchema } from './interface-secret.schema.js';
import {
  InterfaceAlarmSchema,
  InterfaceBreakerSchema,
  InterfaceQuotaSchema,
  InterfaceRecordingSchema,
} from './interface-state.schema.js';
import {
  InterfaceVersionSchema,
  OutsideInterfaceJournalSchema,
  OutsideInterfaceSchema,
} from './outside-interface.schema.js';

export const INTEGRATION_ENTITIES = [
  OutsideInterfaceSchema,
  OutsideInterfaceJournalSchema,
  InterfaceVersionSchema,
  InterfaceSecretSchema,
  InterfaceCallSchema,
  InterfaceQuotaSchema,
  InterfaceRecordingSchema,
  InterfaceAlarmSchema,
  InterfaceBreakerSchema,
];
