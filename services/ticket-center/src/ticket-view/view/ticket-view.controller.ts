import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Streams } from '#libs/web/http/streams';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  Sse,
  type MessageEvent,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import type { z } from 'zod';
import { checkConditions } from '../condition/checked-conditions.js';
import type { Viewer } from '../condition/conditions-sql.js';
import { countFor, CountsReader } from '../count/counts-reader.js';
import { LinePages } from '../line/line-pages.js';
import { CountStreams } from './count-streams.js';
import { isNarrow, OwnCounts } from './own-counts.js';
import { LineViews } from './line-views.js';
import { ViewedTickets } from '../viewed-tickets.api.js';
import * as dto from './ticket-view.dto.js';
import type { TicketViewRow } from './ticket-view.schema.js';
import { Views } from './views.js';

@ApiTags('ticket views')
@Controller('api/v1/ticket-views')
export class TicketViewController {
  constructor(
    private readonly views: Views,
    private readonly pages: LinePages,
    private readonly lines: LineViews,
    private readonly counts: CountsReader,
    private readonly streams: CountStreams,
    private readonly ownCounts: OwnCounts,
    private readonly viewing: ViewedTickets,
  ) {}

  /** One's own, those of one's team and of everybody, in order, each with its count. */
  @Get()
  @Requires('ticket-view:read')
  @Answers(dto.TicketViewList)
  async listTicketViews() {
    const viewer = await this.viewer();
    return { items: await this.shown(await this.views.of(viewer), viewer) };
  }

  @Post()
  @Requires('ticket-view:write')
  @Answers(dto.TicketViewView, 201)
  async createTicketView(@Body({ schema: dto.ViewBody }) body: dto.ViewBody) {
    const viewer = await this.viewer();
    return this.one(await this.views.create(body, viewer), viewer);
  }

  /** Changes of counts as they come, a second old at most. */
  @Sse('counts', { maxPendingDataLength: 256 * 1024 })
  @Requires('ticket-view:read')
  @Streams('First `counts`, of all the views by id; then `changes`, those that are another')
  async streamTicketViewCounts(
    @Query({ schema: dto.CountsQuery }) { views }: z.infer<typeof dto.CountsQuery>,
  ): Promise<Observable<MessageEvent>> {
    const viewer = await this.viewer();
    const seen = await Promise.all(views.map((id) => this.views.get(id, viewer)));
    return isNarrow(viewer)
      ? this.ownCounts.stream(seen, viewer)
      : this.streams.of(new Map(seen.map(({ id, countId }) => [id, countId])), viewer);
  }

  /** Without a saved view. */
  @Post('ask')
  @HttpCode(200)
  @Requires('ticket-view:read')
  @Answers(dto.LinePage)
  async askForTickets(@Body({ schema: dto.AskBody }) { columns, conditions, ...asked }: dto.AskBody) {
    checkConditions(conditions);
    return this.lines.page(
      await this.pages.page({ ...asked, conditions: [conditions], viewer: await this.viewer() }),
      columns,
    );
  }

  @Get(':id')
  @Requires('ticket-view:read')
  @Answers(dto.TicketViewView)
  async getTicketView(@Param('id') id: string) {
    const viewer = await this.viewer();
    return this.one(await this.views.get(id, viewer), viewer);
  }

  @Get(':id/tickets')
  @Requires('ticket-view:read')
  @Answers(dto.LinePage)
  async listTicketsOfView(@Param('id') id: string, @Query({ schema: PageQuery }) page: PageQuery) {
    const viewer = await this.viewer();
    const { conditions, sort, columns } = await this.views.get(id, viewer);
    return this.lines.page(await this.pages.page({ conditions: [conditions], sort, viewer, ...page }), columns);
  }

  @Put(':id')
  @Requires('ticket-view:write')
  @RequiresIfMatch()
  @Answers(dto.TicketViewView)
  async replaceTicketView(@Param('id') id: string, @Body({ schema: dto.ViewBody }) body: dto.ViewBody) {
    const viewer = await this.viewer();
    return this.one(await this.views.replace(id, body, viewer), viewer);
  }

  @Delete(':id')
  @Requires('ticket-view:write')
  @RequiresIfMatch()
  @Answers(null)
  async removeTicketView(@Param('id') id: string) {
    await this.views.remove(id, await this.viewer());
  }

  private viewer(): Promise<Viewer> {
    return this.viewing.viewer(actor());
  }

  private async one(row: TicketViewRow, viewer: Viewer) {
    return (await this.shown([row], viewer))[0]!;
  }

  private async shown(rows: readonly TicketViewRow[], viewer: Viewer) {
    const counts = await this.counts.standing(
      rows.map(({ countId }) => countId),
      [viewer],
    );
    const own = isNarrow(viewer) ? await this.ownCounts.of(rows, viewer) : null;
    return rows.map((row) => ({
      ...row,
      count: own ? own.get(row.id)! : countFor(counts, row.countId, viewer),
      changedAt: row.changedAt.toISOString(),
    }));
  }
}
