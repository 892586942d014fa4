import { Answers } from '#libs/web/http/answers';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { RoutingCheckRow } from './routing-check.schema.js';
import { RoutingChecks } from './routing-checks.service.js';

const time = z.iso.datetime();

const CheckBody = z
  .object({ from: time, until: time.describe('all that happened until then') })
  .refine(({ from, until }) => from < until, 'from comes before until');
type CheckBody = z.infer<typeof CheckBody>;

const Difference = z.object({
  seq: z.int().describe('of the event in the log'),
  n: z.int().describe('of the decision among those of the event, from 0'),
  at: time,
  event: z.string(),
  written: z.string().nullable().describe('the decision as it is in the log, JSON; null: there is none'),
  again: z.string().nullable().describe('the decision made again, or why the event is refused'),
});

const CheckView = z.object({
  id: z.uuid(),
  from: time,
  until: time,
  status: z.enum(['running', 'agrees', 'differs']),
  events: z.int().describe('decided again until now, from the newest snapshot before the beginning'),
  decisions: z.int().describe('that came out the same, byte for byte'),
  difference: Difference.nullable().describe('the first one'),
  startedAt: time,
  finishedAt: time.nullable(),
});

/** Whether what routing decided still comes out of what happened. */
@ApiTags('routing checks')
@Controller('api/v1/routing/checks')
export class RoutingCheckController {
  constructor(private readonly checks: RoutingChecks) {}

  /** A recorded time is decided once more, page by page in the background, and compared byte for byte. */
  @Post()
  @Requires('routing:check')
  @Answers(z.object({ id: z.uuid() }), 201)
  checkRouting(@Body({ schema: CheckBody }) { from, until }: CheckBody) {
    return this.checks.ask(new Date(from), new Date(until));
  }

  @Get()
  @Requires('routing:check')
  @Answers(pageOfSchema(CheckView))
  async listRoutingChecks(@Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    const { items, next } = await this.checks.list(limit, cursor);
    return { items: items.map(viewOf), next };
  }

  @Get(':id')
  @Requires('routing:check')
  @Answers(CheckView)
  async getRoutingCheck(@Param('id') id: string) {
    return viewOf(await this.checks.get(id));
  }
}

function viewOf({ from, until, startedAt, finishedAt, ...check }: RoutingCheckRow) {
  return {
    ...check,
    from: from.toISOString(),
    until: until.toISOString(),
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}
