import { Answers } from '#libs/web/http/answers';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { MEASURES } from './usage.schema.js';
import { Usage } from './usage.js';

const counts = {
  ...{ opened: z.int(), used: z.int().describe('in replies'), solved: z.int(), helpful: z.int(), unhelpful: z.int() },
};
const Rate = z.number().nullable();
const UsageView = z.object({
  ...{ articleId: z.string(), ...counts },
  helpfulRate: Rate.describe('helpful / (helpful + unhelpful)'),
  solvedRate: Rate.describe('solved / used'),
});
const UsageQuery = PageQuery.extend({ by: z.enum(MEASURES).default('opened') });
const DaysQuery = z.object({ from: z.iso.date(), to: z.iso.date() });
const ArticleUsageView = UsageView.extend({ days: z.array(z.object({ day: z.string(), ...counts })) });

@ApiTags('knowledge')
@Controller('api/v1/knowledge/usage')
export class UsageController {
  constructor(private readonly usage: Usage) {}

  @Get()
  @Requires('knowledge:improve')
  @Answers(pageOfSchema(UsageView))
  listKnowledgeUsage(@Query({ schema: UsageQuery }) { by, ...page }: z.infer<typeof UsageQuery>) {
    return this.usage.list(by, page);
  }

  @Get(':id')
  @Requires('knowledge:improve')
  @Answers(ArticleUsageView)
  getKnowledgeUsage(@Param('id') id: string, @Query({ schema: DaysQuery }) { from, to }: z.infer<typeof DaysQuery>) {
    return this.usage.ofArticle(id, from, to);
  }
}
