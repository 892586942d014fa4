import { ViewCheckSchema } from './check/check.schema.js';
import { CountMemberSchema, CountSchema, CountValueSchema } from './count/count.schema.js';
import { LineValueSchema, TicketLineSchema } from './line/ticket-line.schema.js';
import { TicketViewSchema } from './view/ticket-view.schema.js';

export const ticketViewEntities = [
  TicketViewSchema,
  TicketLineSchema,
  LineValueSchema,
  CountSchema,
  CountValueSchema,
  CountMemberSchema,
  ViewCheckSchema,
];
