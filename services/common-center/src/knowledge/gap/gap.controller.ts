import { Answers } from '#libs/web/http/answers';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Gaps } from './gaps.js';

const State = z.enum(['open', 'closed']);
const GapsQuery = PageQuery.extend({ state: State.default('open') });
const time = z.iso.datetime();
const GapView = z.object({
  id: z.uuid(),
  version: z.int(),
  words: z.string().describe('without words that only ask, long numbers and addresses'),
  state: State,
  searches: z.int(),
  people: z.int(),
  firstAt: time,
  lastAt: time,
  articleId: z.uuid().nullable(),
});
const GapDetail = GapView.extend({
  searchers: z.array(z.object({ personId: z.string(), searches: z.int(), lastAt: time })),
}).meta({ id: 'KnowledgeGap' });
const CloseBody = z.object({ articleId: z.uuid().nullable().default(null).describe('what answers it now') });

@ApiTags('knowledge')
@Controller('api/v1/knowledge/gaps')
export class GapController {
  constructor(private readonly gaps: Gaps) {}

  /** What was looked for and not found, the most wanted first. */
  @Get()
  @Requires('knowledge:improve')
  @Answers(pageOfSchema(GapView))
  listKnowledgeGaps(@Query({ schema: GapsQuery }) { state, ...page }: z.infer<typeof GapsQuery>) {
    return this.gaps.list(state, page);
  }

  @Get(':id')
  @Requires('knowledge:improve')
  @Answers(GapDetail)
  getKnowledgeGap(@Param('id') id: string) {
    return this.gaps.get(id);
  }

  /** Whoever looks for it again and does not find it opens it again. */
  @Post(':id/close')
  @Requires('knowledge:improve')
  @Answers(GapDetail)
  async closeKnowledgeGap(
    @Param('id') id: string,
    @Body({ schema: CloseBody }) { articleId }: z.infer<typeof CloseBody>,
  ) {
    await this.gaps.close(id, articleId);
    return this.gaps.get(id);
  }
}
