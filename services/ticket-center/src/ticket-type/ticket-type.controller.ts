import { Answers } from '#libs/web/answers';
import { Requires } from '#libs/web/permissions';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
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
});
const TicketTypeView = TicketTypeBody.extend({ code: z.string(), version: z.int() });

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

  @Put(':code')
  @Requires('ticket-type:configure')
  @Answers(TicketTypeView)
  putTicketType(@Param('code') code: string, @Body({ schema: TicketTypeBody }) body: z.infer<typeof TicketTypeBody>) {
    return this.types.put(code, body);
  }
}
