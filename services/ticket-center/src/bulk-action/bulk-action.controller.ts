import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { FirstAnswers } from '#libs/web/idempotency/first-answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { PageQuery } from '#libs/web/http/paging';
import { Circles } from '#libs/web/access/circles';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { TicketReach } from '../ticket/reach/ticket-reach.api.js';
import { BulkActionBody, BulkActionPage, BulkActionView, ResultPage, ResultQuery } from './bulk-action.dto.js';
import type { BulkAction } from './bulk-action.schema.js';
import { BulkActions } from './bulk-actions.js';

@ApiTags('bulk actions')
@Controller('api/v1/bulk-actions')
export class BulkActionController {
  constructor(
    private readonly bulkActions: BulkActions,
    private readonly reach: TicketReach,
    private readonly circles: Circles,
    private readonly answers: FirstAnswers,
  ) {}

  /** The newest first. */
  @Get()
  @Requires('bulk-action:read')
  @Answers(BulkActionPage)
  async listBulkActions(@Query({ schema: PageQuery }) query: PageQuery) {
    const { items, next } = await this.bulkActions.list(query, await this.circles.reachedWith('bulk-action:read'));
    return { items: items.map(view), next };
  }

  /** Also needs the permission of the action itself. Done in the background, ticket by ticket. */
  @Post()
  @Requires('bulk-action:order')
  @NaturallyIdempotent()
  @Answers(BulkActionView, 202)
  async orderBulkAction(
    @Body({ schema: BulkActionBody }) body: BulkActionBody,
    @Headers('idempotency-key') key: string | undefined,
  ) {
    const by = actor();
    await this.bulkActions.check(body.action, by);
    const sight = await this.reach.sight();
    const order = async () => view(await this.bulkActions.order(body, by, sight));
    return key === undefined ? order() : this.answers.once(`bulk-action\n${by}\n${key}`, JSON.stringify(body), order);
  }

  @Get(':id')
  @Requires('bulk-action:read')
  @Answers(BulkActionView)
  async getBulkAction(@Param('id') id: string) {
    return view(await this.bulkActions.get(id));
  }

  /** What came of each ticket, in the order they are done. */
  @Get(':id/results')
  @Requires('bulk-action:read')
  @Answers(ResultPage)
  async listBulkActionResults(@Param('id') id: string, @Query({ schema: ResultQuery }) query: ResultQuery) {
    const { items, next } = await this.bulkActions.results(id, query);
    return { items: items.map(({ at, ...row }) => ({ ...row, at: at?.toISOString() ?? null })), next };
  }

  /** What is done stays done. */
  @Post(':id/cancel')
  @Requires('bulk-action:cancel')
  @Answers(BulkActionView)
  async cancelBulkAction(@Param('id') id: string) {
    return view(await this.bulkActions.cancel(id));
  }
}

function view({ orderedAt, endedAt, ...row }: BulkAction) {
  return { ...row, orderedAt: orderedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null };
}
