import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { TicketTypeService } from './ticket-type.service.js';

const Stage = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9-]*$/);

const TicketTypeBody = z.object({
  name: z.string().min(1).max(120),
  returnVisit: z.boolean(),
  /** Id of a published process. */
  process: z.string().min(1).max(255).nullable().default(null),
  categoryId: z.uuid().nullable().default(null).describe('where in the tree its tickets are, or above that'),
  stages: z
    .record(Stage, z.string().min(1).max(120))
    .default({})
    .describe('what is asked, by stage (open, handle, close, return-visit …): the name of a form'),
  closesSupervised: z
    .boolean()
    .nullable()
    .default(null)
    .describe('whether they may be closed while they are supervised'),
  reopenWithin: z
    .string()
    .max(32)
    .nullable()
    .default(null)
    .describe('how long after it was solved a ticket may be reopened, ISO 8601; null: until it is closed'),
  reopenCalendar: z.string().max(120).nullable().default(null).describe('in whose open time; null: all time counts'),
});
const TicketTypeView = TicketTypeBody.extend({ code: z.string(), version: z.int() });
const IfMatch = ApiHeader({
  name: 'If-Match',
  required: false,
  description: 'required where the type is there already',
});

@ApiTags('ticket types')
@Controller('api/v1/ticket-types')
export class TicketTypeController {
  constructor(private readonly types: TicketTypeService) {}

  @Get()
  @Requires('ticket-type:read')
  @Answers(z.object({ items: z.array(TicketTypeView) }))
  async listTicketTypes() {
    return { items: await this.types.list() };
  }

  /** @param code of the type */
  @Get(':id')
  @Requires('ticket-type:read')
  @Answers(TicketTypeView)
  getTicketType(@Param('id') code: string) {
    return this.types.get(code);
  }

  @Put(':id')
  @Requires('ticket-type:configure')
  @IfMatch
  @Answers(TicketTypeView)
  putTicketType(@Param('id') code: string, @Body({ schema: TicketTypeBody }) body: z.infer<typeof TicketTypeBody>) {
    return this.types.put(code, body);
  }
}
