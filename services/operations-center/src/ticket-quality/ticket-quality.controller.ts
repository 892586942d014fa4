import { Answers } from '#libs/web/answers';
import { Requires } from '#libs/web/permissions';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { TicketQualityFilter, TicketQualityPage, TicketQualityView, ticketQualityView } from './ticket-quality.dto.js';
import { TicketQualityService } from './ticket-quality.service.js';

@ApiTags('ticket quality')
@Controller('api/v1/ticket-quality-checks')
export class TicketQualityController {
  constructor(private readonly checks: TicketQualityService) {}

  @Get()
  @Requires('ticket-quality:read')
  @Answers(TicketQualityPage)
  async listTicketQualityChecks(@Query({ schema: TicketQualityFilter }) filter: TicketQualityFilter) {
    const { items, next } = await this.checks.list(filter);
    return { items: items.map(ticketQualityView), next };
  }

  @Get(':id')
  @Requires('ticket-quality:read')
  @Answers(TicketQualityView)
  async getTicketQualityCheck(@Param('id') id: string) {
    return ticketQualityView(await this.checks.get(id));
  }
}
