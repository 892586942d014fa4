import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Streams } from '#libs/web/http/streams';
import { Controller, Get, Headers, Param, Query, Sse, type MessageEvent } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import { FigureStreams } from '../live/figure-streams.js';
import { ShownRows } from '../live/shown-rows.js';
import { AgentsQuery, CountedAgents, CountedPage, CountedQuery } from './counted.dto.js';
import { CountedContacts } from './counted-contacts.js';
import { DayFigures } from './day-figures.js';
import { DayQuery, DayView, LiveFiguresView, LiveQuery, type LiveRow } from './figure.dto.js';
import { FigureReaches } from './figure-reach.js';
import { LiveFiguresReader } from './live-figures.js';
import { viewOf } from './live-rows.js';

const date = z.iso.date();

@ApiTags('figures')
@Controller('api/v1/figures')
export class FigureController {
  constructor(
    private readonly live: LiveFiguresReader,
    private readonly streams: FigureStreams,
    private readonly days: DayFigures,
    private readonly counted: CountedContacts,
    private readonly reaches: FigureReaches,
  ) {}

  @Get('live')
  @Requires('figure:read')
  @Answers(LiveFiguresView)
  async getLiveFigures(@Query({ schema: LiveQuery }) { kind, id }: LiveQuery) {
    const reach = await this.reaches.ofCaller();
    const view = viewOf(await this.live.read());
    const isWanted = (row: LiveRow) => row.kind === (kind ?? row.kind) && row.id === (id ?? row.id) && reach.sees(row);
    return { ...view, rows: view.rows.filter(isWanted) };
  }

  @Sse('live/stream', { maxPendingDataLength: 4 * 1024 * 1024 })
  @Requires('figure:read')
  @Streams(
    'First `figures`, all rows; then `changes`, the rows that are another or new, at most a second old. With Last-Event-ID only what came after it, while that is remembered.',
  )
  async streamLiveFigures(
    @Query({ schema: LiveQuery.pick({ kind: true }) }) { kind }: Pick<LiveQuery, 'kind'>,
    @Headers('last-event-id') lastEventId?: string,
  ): Promise<Observable<MessageEvent>> {
    return this.streams.of(new ShownRows(kind, await this.reaches.ofCaller()), lastEventId);
  }

  @Get('days/:date')
  @Requires('figure:read')
  @Answers(DayView)
  async getDayFigures(@Param('date', { schema: date }) day: string, @Query({ schema: DayQuery }) query: DayQuery) {
    (await this.reaches.ofCaller()).require(query);
    return this.days.of(day, query);
  }

  @Get('contacts')
  @Requires('figure:read')
  @Answers(CountedPage)
  async listCountedContacts(@Query({ schema: CountedQuery }) query: CountedQuery) {
    (await this.reaches.ofCaller()).require(query);
    return this.counted.list(query);
  }

  @Get('agents')
  @Requires('figure:read')
  @Answers(CountedAgents)
  async listCountedAgents(@Query({ schema: AgentsQuery }) query: AgentsQuery) {
    const reach = await this.reaches.ofCaller();
    return { items: (await this.counted.agents(query)).filter(({ agentId }) => reach.seesAgent(agentId)) };
  }
}
