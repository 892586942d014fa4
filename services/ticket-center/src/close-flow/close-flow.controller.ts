import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CloseFlowService } from './close-flow.service.js';

const Code = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9-]*$/);

const CloseFlowBody = z.object({
  name: z.string().trim().min(1).max(120),
  form: z.string().min(1).max(120).nullable().default(null).describe('what whoever closes is asked'),
  solution: z.string().trim().min(1).max(2_000).describe('FEEL over the answers: how the ticket says it was solved'),
  returnVisit: z.enum(['as-type', 'always', 'never']).default('as-type'),
  closes: z.boolean().default(false).describe('at once, where the customer is not asked afterwards'),
  ticketTypes: z.array(z.string().min(1).max(64)).max(500).default([]).describe('none: every type'),
  active: z.boolean().default(true),
});
const CloseFlowView = CloseFlowBody.extend({ code: z.string(), version: z.int() }).meta({ id: 'CloseFlow' });
const CloseFlowQuery = z.object({ ticketType: z.string().max(64).optional() });

@ApiTags('close flows')
@Controller('api/v1/close-flows')
export class CloseFlowController {
  constructor(private readonly flows: CloseFlowService) {}

  /** Of a type, those its tickets can be closed by. */
  @Get()
  @Requires('close-flow:read')
  @Answers(z.object({ items: z.array(CloseFlowView) }))
  async listCloseFlows(@Query({ schema: CloseFlowQuery }) { ticketType }: z.infer<typeof CloseFlowQuery>) {
    return { items: await this.flows.list(ticketType) };
  }

  /** Offered from now on. Needs If-Match unless it is new. */
  @Put(':id')
  @Requires('close-flow:configure')
  @Answers(CloseFlowView)
  putCloseFlow(
    @Param('id', { schema: Code }) code: string,
    @Body({ schema: CloseFlowBody }) body: z.infer<typeof CloseFlowBody>,
  ) {
    return this.flows.put(code, body);
  }
}
