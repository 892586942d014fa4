import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { STATUS_CATEGORIES } from './ticket-status.schema.js';
import { TicketStatusService } from './ticket-status.service.js';

const name = z.string().trim().min(1).max(120);
const isDefault = z.boolean().describe('what tickets of the category are called of which nobody said more');

const AddStatusBody = z.object({ name, category: z.enum(STATUS_CATEGORIES), isDefault: isDefault.default(false) });
const ChangeStatusBody = z
  .object({ name, isDefault, retired: z.boolean().describe('no ticket becomes it any more') })
  .partial();
const StatusView = z
  .object({
    id: z.string(),
    version: z.int(),
    name: z.string(),
    category: z.enum(STATUS_CATEGORIES),
    isDefault: z.boolean(),
    retired: z.boolean(),
  })
  .meta({ id: 'TicketStatus' });

@ApiTags('ticket statuses')
@Controller('api/v1/ticket-statuses')
export class TicketStatusController {
  constructor(private readonly statuses: TicketStatusService) {}

  @Get()
  @Requires('ticket-status:read')
  @Answers(z.object({ items: z.array(StatusView) }))
  async listTicketStatuses() {
    return { items: await this.statuses.list() };
  }

  @Get(':id')
  @Requires('ticket-status:read')
  @Answers(StatusView)
  getTicketStatus(@Param('id') id: string) {
    return this.statuses.get(id);
  }

  @Post()
  @Requires('ticket-status:configure')
  @Answers(StatusView, 201)
  addTicketStatus(@Body({ schema: AddStatusBody }) body: z.infer<typeof AddStatusBody>) {
    return this.statuses.create(body);
  }

  /** Tickets that have it are called by the new name, too. */
  @Patch(':id')
  @Requires('ticket-status:configure')
  @RequiresIfMatch()
  @Answers(StatusView)
  changeTicketStatus(
    @Param('id') id: string,
    @Body({ schema: ChangeStatusBody }) body: z.infer<typeof ChangeStatusBody>,
  ) {
    return this.statuses.change(id, body);
  }
}
