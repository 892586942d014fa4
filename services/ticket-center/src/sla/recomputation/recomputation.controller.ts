import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import * as dto from './recomputation.dto.js';
import type { RecomputationRow } from './recomputation.schema.js';
import { Recomputations } from './recomputations.js';

@ApiTags('service levels')
@Controller('api/v1/sla-recomputations')
export class RecomputationController {
  constructor(private readonly recomputations: Recomputations) {}

  /** The newest first. */
  @Get()
  @Requires('sla:read')
  @Answers(dto.RecomputationPage)
  async listSlaRecomputations(@Query({ schema: PageQuery }) query: PageQuery) {
    const { items, next } = await this.recomputations.list(query);
    return { items: items.map(view), next };
  }

  /** Applies the policies and calendars of now to what happened before; what was promised then stays beside it. */
  @Post()
  @Requires('sla:recompute')
  @Answers(dto.RecomputationView, 202)
  async orderSlaRecomputation(@Body({ schema: dto.RecomputationBody }) body: dto.RecomputationBody) {
    return view(await this.recomputations.order(body, actor()));
  }

  @Get(':id')
  @Requires('sla:read')
  @Answers(dto.RecomputationView)
  async getSlaRecomputation(@Param('id') id: string) {
    return view(await this.recomputations.get(id));
  }

  /** What is done stays done. */
  @Post(':id/stop')
  @Requires('sla:recompute')
  @Answers(dto.RecomputationView)
  async stopSlaRecomputation(@Param('id') id: string) {
    return view(await this.recomputations.stop(id));
  }

  /** Tickets whose numbers are others now, with both. */
  @Get(':id/tickets')
  @Requires('sla:read')
  @Answers(dto.RecomputedTicketPage)
  listSlaRecomputedTickets(@Param('id') id: string, @Query({ schema: PageQuery }) query: PageQuery) {
    return this.recomputations.changes(id, query);
  }
}

function view({ range, orderedAt, endedAt, ...row }: RecomputationRow) {
  return { ...row, ...range, orderedAt: orderedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null };
}
