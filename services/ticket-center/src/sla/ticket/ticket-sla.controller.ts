import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { GetTicketSla } from './get-ticket-sla.js';
import { TicketSlaView } from './ticket-sla.dto.js';

@ApiTags('service levels')
@Controller('api/v1/tickets')
export class TicketSlaController {
  constructor(private readonly slas: GetTicketSla) {}

  /** Every target, segment by segment: what counted, what did not, and why. */
  @Get(':id/sla')
  @Requires('ticket:read')
  @Answers(TicketSlaView)
  getTicketSla(@Param('id') id: string) {
    return this.slas.of(id);
  }
}
