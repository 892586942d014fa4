import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { named, withinCircle } from '#libs/persistence/rows/within-circle';
import { Answers } from '#libs/web/http/answers';
import { Circles } from '#libs/web/access/circles';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import type { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Intents } from '../intents/intents.js';
import { TopicList } from './topic-list.js';
import { ReadingSchema, type ReadingRow } from './reading.schema.js';
import * as dto from './topic.dto.js';

@ApiTags('topics')
@Controller('api/v1/topics')
export class TopicController {
  constructor(
    private readonly database: Database,
    private readonly circles: Circles,
    private readonly topics: TopicList,
    private readonly taught: Intents,
  ) {}

  /** What customers speak of most. */
  @Get('hot')
  @Requires('topic:read')
  @Answers(dto.HotTopicsView)
  async listTopicList(@Query({ schema: dto.HotQuery }) { from, to, limit }: dto.HotQuery) {
    return { items: await this.topics.between(new Date(from), new Date(to), limit) };
  }

  /** What customers want. */
  @Get('intents')
  @Requires('topic:read')
  @Answers(dto.IntentsView)
  async listIntents(@Query({ schema: dto.PeriodQuery }) { from, to }: dto.PeriodQuery) {
    return { items: await this.topics.intents(new Date(from), new Date(to)) };
  }

  /** From categories of finished tickets, as every day by itself. */
  @Post('intents/teach')
  @Requires('topic:decide')
  @NaturallyIdempotent()
  @Answers(dto.TaughtView)
  async teachIntents() {
    const { texts, rightPercent, trainedAt } = await this.taught.teach();
    return { texts, rightPercent, trainedAt: trainedAt.toISOString() };
  }

  /** Who wants to buy, of those whose agent the caller reaches; the newest first. */
  @Get('leads')
  @Requires('topic:read')
  @Answers(dto.SignalPage)
  async listLeads(@Query({ schema: dto.SignalQuery }) query: PageQuery) {
    const { items, next } = await this.#page({ isLead: true }, query);
    return { items: items.map(dto.leadView), next };
  }

  /** Who asked, and nobody had an answer, of those whose agent the caller reaches; the newest first. */
  @Get('unmet-needs')
  @Requires('topic:read')
  @Answers(dto.SignalPage)
  async listUnmetNeeds(@Query({ schema: dto.SignalQuery }) query: PageQuery) {
    const { items, next } = await this.#page({ isUnmet: true }, query);
    return { items: items.map(dto.unmetView), next };
  }

  async #page(which: { isLead: true } | { isUnmet: true }, { limit, cursor }: PageQuery): Promise<Page<ReadingRow>> {
    const circle = await this.circles.reachedWith('topic:read');
    const query = (await this.database.reader()).createQueryBuilder<ReadingRow>(ReadingSchema, 'r').where(which);
    query.andWhere(...named(withinCircle(circle, { people: ['r.agentId'] }), 'seen'));
    if (cursor !== undefined) query.andWhere('r.subjectId < :before', { before: decodeCursor(cursor, 1)[0] });
    const rows = await query
      .orderBy('r.subjectId', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(rows, limit, ({ subjectId }) => [subjectId]);
  }
}
