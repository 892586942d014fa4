import { Priority, TicketCategory } from '#libs/contracts/ticket-center/ticket-events';
import { personal } from '#libs/personal-data/personal';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

const person = z.string().min(1).max(64);
const text = personal('text', z.string().trim().min(1).max(20_000));

/** What is done with each ticket. */
export const BulkDeed = z.discriminatedUnion('type', [
  z.object({ type: z.literal('assign'), assigneeId: person }),
  z.object({ type: z.literal('assign-team'), teamId: person.nullable() }),
  z.object({
    type: z.literal('edit'),
    attributes: z
      .object({
        subject: personal('text', z.string().trim().min(1).max(300)),
        category: z.string().max(120).nullable(),
        priority: Priority,
      })
      .partial()
      .refine((attributes) => Object.keys(attributes).length > 0, 'names at least one attribute'),
  }),
  z.object({ type: z.literal('note'), text }),
  z.object({ type: z.literal('reply'), text }),
  z.object({ type: z.literal('macro'), macroId: z.uuid() }),
  z.object({ type: z.literal('solve'), solution: text }),
  z.object({ type: z.literal('close') }),
]);
export type BulkDeed = z.infer<typeof BulkDeed>;

const Filter = z
  .object({
    status: TicketCategory,
    priority: Priority,
    ticketType: z.string().min(1).max(64),
    customerId: z.uuid(),
    teamId: person,
    assigneeId: person.describe('`none`: nobody has it'),
  })
  .partial()
  .refine((filter) => Object.keys(filter).length > 0, 'says at least one thing');

export const BulkActionBody = z.object({
  tickets: z.union([
    z.object({ ids: z.array(z.uuid()).min(1).max(10_000) }),
    z.object({ filter: Filter.describe('those it fits now') }),
  ]),
  action: BulkDeed,
});
export type BulkActionBody = z.infer<typeof BulkActionBody>;

export const BulkActionView = z
  .object({
    id: z.string(),
    action: BulkDeed,
    orderedBy: z.string(),
    orderedAt: z.iso.datetime(),
    state: z.enum(['running', 'done', 'cancelled']),
    total: z.int(),
    handled: z.int().describe('tickets that have their result'),
    done: z.int(),
    partly: z.int().describe('of a macro, a part was refused'),
    refused: z.int(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'BulkAction' });
export const BulkActionPage = pageOfSchema(BulkActionView);

export const ResultQuery = PageQuery.extend({
  outcome: z.enum(['waiting', 'done', 'partly', 'refused']).optional(),
});
export type ResultQuery = z.infer<typeof ResultQuery>;

export const ResultPage = pageOfSchema(
  z.object({
    ticketId: z.string(),
    outcome: z.enum(['waiting', 'done', 'partly', 'refused']),
    code: z.string().nullable().describe('why it was refused'),
    at: z.iso.datetime().nullable(),
  }),
);
