import { Answers } from '#libs/web/http/answers';
import { Requires, SERVICE_INTERNAL } from '#libs/web/access/permissions';
import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { TicketLinks } from './ticket-links.js';

const IncidentLinkBody = z.object({
  toId: z.uuid(),
  by: z.string().min(1).max(64).describe('who confirmed the incident'),
});

@ApiExcludeController()
@Controller('internal/tickets')
export class IncidentLinkController {
  constructor(private readonly links: TicketLinks) {}

  /** A ticket that came after its incident was confirmed, beside the master ticket. */
  @Post(':id/links')
  @Requires(SERVICE_INTERNAL)
  @Answers(null, 201)
  linkIncidentTicket(
    @Param('id') id: string,
    @Body({ schema: IncidentLinkBody }) { toId, by }: z.infer<typeof IncidentLinkBody>,
  ): Promise<void> {
    return this.links.link(id, toId, 'causes', by);
  }
}
