import { InspectedTicket } from '#libs/contracts/operations-center/inspected-text-api';
import { Answers } from '#libs/web/http/answers';
import { Requires, SERVICE_INTERNAL } from '#libs/web/access/permissions';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { TicketReading } from './ticket-reading.api.js';
import { TicketTexts } from './ticket-texts.api.js';

@ApiExcludeController()
@Controller('internal/tickets')
export class InspectedTicketController {
  constructor(
    private readonly reading: TicketReading,
    private readonly texts: TicketTexts,
  ) {}

  /** What was written in a ticket, by whom and when, for who inspects it. */
  @Get(':id/text')
  @Requires(SERVICE_INTERNAL)
  @Answers(InspectedTicket)
  async getInspectedTicket(@Param('id') id: string) {
    const { channel, category, customerId, assigneeId, openedAt } = await this.reading.view(id);
    const written = (await this.texts.of([id])).get(id) ?? [];
    const items = written.flatMap(({ part, text, by, at }) =>
      part === 'number' ? [] : { part, text, by, at: at.toISOString() },
    );
    return { channel, category, customerId, assigneeId, openedAt, items };
  }
}
