import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Gaps } from '../gap/gaps.js';
import { IndexWorker } from '../index/index-worker.js';
import * as dto from '../reader/reader.dto.js';
import { Viewers } from '../reader/viewer.js';
import { Recommendations } from '../recommendation/recommendations.js';
import { ArticleSearch } from './article-search.js';

@ApiTags('knowledge')
@Controller('api/v1')
export class SearchController {
  constructor(
    private readonly search: ArticleSearch,
    private readonly viewers: Viewers,
    private readonly gaps: Gaps,
    private readonly recommendations: Recommendations,
    private readonly index: IndexWorker,
  ) {}

  /** What somebody looks for is in no address, and so in no log. Not found as a whole, anywhere, it is a gap. */
  @Post('knowledge-search')
  @Requires('knowledge:read')
  @NaturallyIdempotent()
  @Answers(dto.SearchView)
  async searchKnowledge(@Body({ schema: dto.SearchBody }) body: dto.SearchBody) {
    const answer = await this.search.ask({ ...body, audience: await this.viewers.audience() });
    const isEverywhere = [body.cursor, body.categoryId, body.language].every((each) => each === undefined);
    if (isEverywhere && answer.match !== 'all') await this.gaps.record(body.question, actor());
    const { items, words, ...rest } = answer;
    return { ...rest, items: items.map((hit) => dto.hitView(hit, words)) };
  }

  /** For what a text, a ticket or a conversation is about, each with the words that spoke for it. */
  @Post('knowledge-recommendations')
  @Requires('knowledge:read')
  @NaturallyIdempotent()
  @Answers(dto.RecommendView)
  async recommendKnowledge(@Body({ schema: dto.RecommendBody }) body: dto.RecommendBody) {
    const hits = await this.recommendations.give({ ...body, audience: await this.viewers.audience() });
    return { items: hits.map((hit) => dto.hitView(hit, hit.terms)) };
  }

  /** All published articles are read again, in the background. */
  @Post('knowledge-index-rebuilds')
  @Requires('knowledge:configure')
  @Answers(null, 202)
  rebuildKnowledgeIndex() {
    return this.index.rebuild();
  }
}
