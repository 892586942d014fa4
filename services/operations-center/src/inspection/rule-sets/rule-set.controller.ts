import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { etagVersion } from '#libs/web/http/etag-version';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Headers, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { LiveRules } from './live-rules.js';
import { RuleSetContent } from './rule.dto.js';
import type { RuleSetRow } from './rule-set.schema.js';
import { RuleSets } from './rule-sets.js';

const RuleSetBody = z.object({ name: z.string().trim().min(1).max(120), content: RuleSetContent });
type RuleSetBody = z.infer<typeof RuleSetBody>;
const RuleSetView = z.object({
  id: z.uuid(),
  version: z.int(),
  name: z.string(),
  draft: RuleSetContent,
  isTried: z.boolean().describe('the draft, as it is, on history: it may go live'),
  liveNo: z.int().nullable().describe('the published one by which is judged'),
  updatedAt: z.iso.datetime(),
});
const PublishedView = z.object({
  items: z.array(
    z.object({ no: z.int(), content: RuleSetContent, publishedBy: z.string(), publishedAt: z.iso.datetime() }),
  ),
});

@ApiTags('inspection')
@Controller('api/v1/inspection/rule-sets')
export class RuleSetController {
  constructor(
    private readonly sets: RuleSets,
    private readonly live: LiveRules,
  ) {}

  @Get()
  @Requires('inspection:read')
  @Answers(pageOfSchema(RuleSetView))
  async listRuleSets(@Query({ schema: PageQuery }) query: PageQuery) {
    const { items, next } = await this.sets.list(query);
    return { items: items.map(view), next };
  }

  @Post()
  @Requires('inspection:configure')
  @Answers(RuleSetView, 201)
  async addRuleSet(@Body({ schema: RuleSetBody }) { name, content }: RuleSetBody) {
    return view(await this.sets.add(name, content));
  }

  @Get(':id')
  @Requires('inspection:read')
  @Answers(RuleSetView)
  async getRuleSet(@Param('id') id: string) {
    return view(await this.sets.get(id));
  }

  @Put(':id/draft')
  @Requires('inspection:configure')
  @RequiresIfMatch()
  @Answers(RuleSetView)
  async changeRuleSetDraft(
    @Param('id') id: string,
    @Headers('if-match') match: string,
    @Body({ schema: RuleSetContent }) content: RuleSetContent,
  ) {
    return view(await this.sets.changeDraft(id, etagVersion(match), content));
  }

  /** The draft becomes what is judged by, once a trial of it has ended. */
  @Post(':id/publish')
  @Requires('inspection:configure')
  @Answers(RuleSetView)
  async publishRuleSet(@Param('id') id: string) {
    const published = await this.sets.publish(id, actor());
    this.live.forget();
    return view(published);
  }

  @Post(':id/withdraw')
  @Requires('inspection:configure')
  @Answers(RuleSetView)
  async withdrawRuleSet(@Param('id') id: string) {
    const withdrawn = await this.sets.withdraw(id);
    this.live.forget();
    return view(withdrawn);
  }

  @Get(':id/published')
  @Requires('inspection:read')
  @Answers(PublishedView)
  async listPublishedRules(@Param('id') id: string) {
    const items = await this.sets.published(id);
    return { items: items.map(({ publishedAt, ...row }) => ({ ...row, publishedAt: publishedAt.toISOString() })) };
  }
}

function view({ draftNo, triedNo, updatedAt, ...row }: RuleSetRow) {
  return { ...row, isTried: triedNo === draftNo, updatedAt: updatedAt.toISOString() };
}
