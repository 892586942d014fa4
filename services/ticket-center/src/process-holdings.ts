import { holding, type PersonHolding } from '#libs/personal-data/person-holding';
import type { PersonWay } from '#libs/personal-data/person-way';
import { withoutWords } from '#libs/personal-data/without-words';
import { withoutProcessData, withoutProcessValues } from './process/payloads/without-process-data.js';
import { ProcessPayloadSchema } from './process/payloads/process-payload.schema.js';
import { OperationItemSchema } from './process/repair/operation.schema.js';
import { ProcessCallSchema } from './process/schema/process-call.schema.js';
import { ProcessCommandSchema } from './process/schema/process-command.schema.js';
import { ProcessIncidentSchema } from './process/schema/process-incident.schema.js';
import { ProcessInstanceSchema } from './process/schema/process-instance.schema.js';
import { ProcessRecordSchema } from './process/schema/process-record.schema.js';
import { TICKETS_OF_PERSON as TICKET } from './ticket/tickets-of-person.api.js';
import { WorkItemJournalSchema, WorkItemSchema } from './work-item/infra/work-item.schema.js';

/** A process goes by the ticket it runs; those that it started, by it. */
const ROOT: PersonWay = { schema: ProcessInstanceSchema, by: 'businessKey', through: TICKET };
const INSTANCE: PersonWay = { schema: ProcessInstanceSchema, by: 'rootInstance', through: ROOT };
const OF_INSTANCES = { by: 'instance', through: INSTANCE, keeps: 'record-of-service' } as const;

/** Values go, the course stays: how long what took is a figure. What is in the archive: `ArchivedPersons`. */
export const PROCESS_HOLDINGS: readonly PersonHolding[] = [
  holding(ProcessRecordSchema, {
    ...{
      ...OF_INSTANCES,
      name: 'process-records',
      gives: ['type', 'at', 'body'],
      erases: { body: withoutProcessData },
    },
  }),
  holding(ProcessPayloadSchema, {
    ...{ ...OF_INSTANCES, name: 'process-payloads', gives: ['content'], erases: { content: withoutProcessValues } },
  }),
  holding(ProcessCallSchema, {
    ...{ ...OF_INSTANCES, name: 'process-calls', erases: { input: withoutProcessValues } },
  }),
  holding(ProcessCommandSchema, {
    ...{ ...OF_INSTANCES, name: 'process-commands', erases: { outcome: withoutProcessData } },
  }),
  holding(ProcessIncidentSchema, { ...OF_INSTANCES, name: 'process-incidents', erases: { message: '' } }),
  holding(OperationItemSchema, { ...OF_INSTANCES, name: 'process-repairs', erases: { problem: withoutWords() } }),
  holding(WorkItemJournalSchema, {
    ...{ name: 'work-item-journals', by: 'aggregateId', keeps: 'journal-of-service' },
    through: { schema: WorkItemSchema, by: 'instance', through: INSTANCE },
    erases: { data: withoutWords() },
  }),
  holding(WorkItemSchema, {
    ...{
      ...OF_INSTANCES,
      name: 'work-items',
      gives: ['name', 'openedAt', 'input'],
      erases: { input: withoutProcessValues },
    },
  }),
  holding(ProcessInstanceSchema, {
    ...{ name: 'processes', by: 'rootInstance', through: ROOT, keeps: 'record-of-service' },
    erases: { snapshot: withoutProcessData },
  }),
];
