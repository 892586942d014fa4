import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { QuickReplyService } from './quick-reply.service.js';

const Code = z.string().regex(/^[a-z0-9-]{1,64}$/);
const QuickReplyBody = z.object({
  title: z.string().trim().min(1).max(120),
  text: z.string().trim().min(1).max(4_000).describe('{name} stands for a variable'),
});
type QuickReplyBody = z.infer<typeof QuickReplyBody>;
const QuickReplyView = QuickReplyBody.extend({ code: Code, version: z.int() });
const RenderBody = z.object({
  variables: z
    .record(z.string().max(64), z.union([z.string().max(2_000), z.number()]))
    .describe('what is known of the case'),
});

@ApiTags('quick replies')
@Controller('api/v1/quick-replies')
export class QuickReplyController {
  constructor(private readonly replies: QuickReplyService) {}

  @Get()
  @Requires('quick-reply:read')
  @Answers(pageOfSchema(QuickReplyView))
  listQuickReplies(@Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    return this.replies.list(limit, cursor);
  }

  @Put(':code')
  @Requires('quick-reply:configure')
  @Answers(QuickReplyView)
  putQuickReply(@Param('code', { schema: Code }) code: string, @Body({ schema: QuickReplyBody }) body: QuickReplyBody) {
    return this.replies.put(code, body);
  }

  @Delete(':code')
  @Requires('quick-reply:configure')
  @Answers(null)
  removeQuickReply(@Param('code', { schema: Code }) code: string) {
    return this.replies.remove(code);
  }

  @Post(':code/render')
  @Requires('quick-reply:read')
  @NaturallyIdempotent()
  @Answers(z.object({ text: z.string() }))
  async renderQuickReply(
    @Param('code', { schema: Code }) code: string,
    @Body({ schema: RenderBody }) { variables }: z.infer<typeof RenderBody>,
  ) {
    return { text: await this.replies.render(code, variables) };
  }
}
