import { Answers } from '#libs/web/http/answers';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CONTACTS } from '../contacts/contact-reconciliation.js';
import { TICKETS } from '../tickets/ticket-reconciliation.js';
import { Nights } from './nights.js';
import { FIGURES } from './reconciliation.js';
import type { Night } from './reconciliation.schema.js';

const ReconciledView = z
  .object({
    date: z.iso.date(),
    at: z.iso.datetime(),
    contacts: z.int().describe('that had a part in the day'),
    differences: z.int().describe('numbers that were not what the facts say, 200 at most'),
    remaining: z.int().describe('of these, that still are not after the repair'),
    settledAt: z.iso.datetime().nullable().describe('null: it is being repaired'),
    sample: z.array(z.object({ of: z.string(), name: z.string(), stored: z.number(), computed: z.number() })),
  })
  .meta({ id: 'FigureReconciliation' });

const TicketsReconciledView = z
  .object({
    date: z.iso.date(),
    at: z.iso.datetime(),
    tickets: z.int().describe('that were looked at: unfinished in ticket-center, or for boards'),
    differences: z.int().describe('between them'),
    remaining: z.int().describe('of these, that still are there after the repair'),
    settledAt: z.iso.datetime().nullable().describe('null: it is being repaired'),
    sample: z.array(
      z.object({
        ticketId: z.string(),
        name: z.enum(['missing', 'extra', 'category', 'assignee', 'team', 'opened']),
        ...{ stored: z.string().nullable(), computed: z.string().nullable() },
      }),
    ),
  })
  .meta({ id: 'TicketReconciliation' });

const ContactsReconciledView = z
  .object({
    date: z.iso.date(),
    at: z.iso.datetime(),
    contacts: z.int().describe('of call-center that began on the day'),
    differences: z.int().describe('between what call-center told of them and what is counted'),
    remaining: z.int().describe('of these, that still are there after the repair'),
    settledAt: z.iso.datetime().nullable().describe('null: it is being repaired'),
    sample: z.array(
      z.object({
        ...{ contactId: z.string(), what: z.string(), at: z.iso.datetime() },
        name: z
          .enum(['missing', 'differing', 'surplus'])
          .describe('nobody heard it; otherwise than it was told; it was never told'),
        queueId: z.string().nullable().describe('it came to'),
      }),
    ),
  })
  .meta({ id: 'ContactReconciliation' });

@ApiTags('figures')
@Controller('api/v1')
export class ReconciliationController {
  constructor(private readonly nights: Nights) {}

  /** What the nights found, the newest first. */
  @Get('figure-reconciliations')
  @Requires('figure:read')
  @Answers(pageOfSchema(ReconciledView))
  async listReconciliations(@Query({ schema: PageQuery }) query: PageQuery) {
    const { items, next } = await this.nights.list(FIGURES, query);
    return { items: items.map((night) => ({ ...view(night), sample: [...night.sample] })), next };
  }

  /** What of contacts was not counted as it was told. */
  @Get('contact-reconciliations')
  @Requires('figure:read')
  @Answers(pageOfSchema(ContactsReconciledView))
  async listContactReconciliations(@Query({ schema: PageQuery }) query: PageQuery) {
    const { items, next } = await this.nights.list(CONTACTS, query);
    const named = (night: (typeof items)[number]) =>
      night.sample.map((each) => ({ name: 'missing' as const, ...each }));
    return { items: items.map((night) => ({ ...view(night), sample: named(night) })), next };
  }

  /** The same of tickets. */
  @Get('ticket-reconciliations')
  @Requires('figure:read')
  @Answers(pageOfSchema(TicketsReconciledView))
  async listTicketReconciliations(@Query({ schema: PageQuery }) query: PageQuery) {
    const { items, next } = await this.nights.list(TICKETS, query);
    return { items: items.map((night) => ({ ...view(night), sample: [...night.sample] })), next };
  }
}

function view<Seen extends Night>({ at, settledAt, ...night }: Seen) {
  return { ...night, at: at.toISOString(), settledAt: settledAt?.toISOString() ?? null };
}
