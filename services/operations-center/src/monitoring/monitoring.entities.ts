import { BoardSchema, BoardVersionSchema } from './board/board.schema.js';
import { AlertJournalSchema, AlertSchema } from './infra/alert.schema.js';
import {
  ContactsReconciledSchema,
  ReconciledSchema,
  TicketsReconciledSchema,
} from './reconciliation/reconciliation.schema.js';
import { InterfaceAlarmSchema } from './sources/interface-alarm.schema.js';
import { SiteSchema } from './sources/site.schema.js';
import { ThresholdSchema } from './threshold/threshold.schema.js';
import { BoardTicketSchema } from './tickets/ticket.schema.js';

export const MONITORING_ENTITIES = [
  ...[BoardSchema, BoardVersionSchema, ThresholdSchema, AlertSchema, AlertJournalSchema],
  ...[BoardTicketSchema, InterfaceAlarmSchema, SiteSchema],
  ...[ReconciledSchema, ContactsReconciledSchema, TicketsReconciledSchema],
];
