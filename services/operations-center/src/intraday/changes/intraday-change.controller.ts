import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { addressOf } from '#libs/web/audit/audit-sayings';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { IntradayChange } from './intraday-change.js';
import type { AppliedChange } from './intraday-change.schema.js';
import { IntradayChanges } from './intraday-changes.js';

const ChangeBody = z.object({ change: IntradayChange });
type ChangeBody = z.infer<typeof ChangeBody>;

const ChangeView = z
  .object({
    ...{ id: z.uuid(), planningGroupId: z.uuid(), change: IntradayChange },
    status: z.enum(['begun', 'done']).describe('begun: some of it may be done; asked for again, it goes on'),
    ...{ appliedBy: z.string(), appliedAt: z.iso.datetime() },
  })
  .meta({ id: 'AppliedIntradayChange' });

@ApiTags('intraday')
@Controller('api/v1/intraday/:groupId/changes')
export class IntradayChangeController {
  constructor(private readonly changes: IntradayChanges) {}

  /** Carries out the `change` of a suggestion; the same once more does nothing. */
  @Post()
  @Requires('intraday:apply')
  @Answers(ChangeView, 201)
  async applyIntradayChange(
    @Param('groupId') groupId: string,
    @Body({ schema: ChangeBody }) { change }: ChangeBody,
    @Req() request: FastifyRequest,
  ) {
    return view(await this.changes.apply(groupId, change, { by: actor(), address: addressOf(request) }));
  }

  /** What was done, the newest first. */
  @Get()
  @Requires('intraday:read')
  @Answers(pageOfSchema(ChangeView))
  async listIntradayChanges(@Param('groupId') groupId: string, @Query({ schema: PageQuery }) query: PageQuery) {
    const { items, next } = await this.changes.list(groupId, query);
    return { items: items.map(view), next };
  }
}

function view({ digest: _, kind: __, appliedAt, ...applied }: AppliedChange) {
  return { ...applied, appliedAt: appliedAt.toISOString() };
}
