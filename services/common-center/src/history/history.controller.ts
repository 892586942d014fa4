import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { GetCustomer } from '../customer/customer.api.js';
import type { HistoryEntry } from './history.schema.js';
import { HistoryService, ofKind, type LinkedEntry } from './history.service.js';

const EntryView = z
  .object({
    id: z.string(),
    number: z.string().nullable(),
    type: z.string().nullable().describe('channel of a contact, type of an event or ticket, kind of a task'),
    status: z.string(),
    outcome: z.string().nullable(),
    at: z.iso.datetime(),
    linkedIds: z.array(z.string()).describe('the entries it belongs to'),
  })
  .meta({ id: 'HistoryEntry' });

/** Newest first. */
const HistoryView = z.object({
  contacts: z.array(EntryView),
  interactionEvents: z.array(EntryView),
  tickets: z.array(EntryView),
  tasks: z.array(EntryView),
  complete: z.boolean().describe('false when there are older entries than these'),
});

@ApiTags('customers')
@Controller('api/v1/customers')
export class HistoryController {
  constructor(
    private readonly history: HistoryService,
    private readonly queries: QueryBus,
  ) {}

  @Get(':id/history')
  @Requires('customer:read')
  @Answers(HistoryView)
  async getCustomerHistory(@Param('id') id: string) {
    const { absorbedIds } = await this.queries.execute(new GetCustomer(id));
    const history = await this.history.of([id, ...absorbedIds]);
    const views = (kind: HistoryEntry['kind']) => ofKind(history, kind).map(view);
    return {
      contacts: views('contact'),
      interactionEvents: views('interaction-event'),
      tickets: views('ticket'),
      tasks: views('task'),
      complete: history.complete,
    };
  }
}

function view({ id, number, type, status, outcome, startedAt, linkedIds }: LinkedEntry): z.infer<typeof EntryView> {
  return { id, number, type, status, outcome, at: startedAt.toISOString(), linkedIds };
}
