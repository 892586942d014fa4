import { InteractionEventType } from '#libs/contracts/call-center/call-events';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { PreCheckRuleService } from './pre-check-rule.service.js';

const PreCheckRuleText = z.object({
  position: z.int().min(0).max(1_000_000).describe('smaller comes first'),
  type: InteractionEventType.nullable().describe('null fits every type'),
  topic: z.string().min(1).max(64).nullable().describe('null fits every topic'),
  answer: z.string().trim().min(1).max(4_000).describe('said to the customer'),
  active: z.boolean().default(true),
});
const PreCheckRuleView = PreCheckRuleText.extend({ id: z.uuid(), version: z.int() });

const PreCheckRuleBody = PreCheckRuleText.refine(({ type, topic }) => type !== null || topic !== null, {
  path: ['topic'],
  error: 'a rule without type and topic would answer everything',
});
type PreCheckRuleBody = z.infer<typeof PreCheckRuleBody>;

@ApiTags('pre-check rules')
@Controller('api/v1/pre-check-rules')
export class PreCheckRuleController {
  constructor(private readonly rules: PreCheckRuleService) {}

  @Get()
  @Requires('pre-check-rule:read')
  @Answers(z.object({ items: z.array(PreCheckRuleView) }))
  async listPreCheckRules() {
    return { items: await this.rules.list() };
  }

  @Get(':id')
  @Requires('pre-check-rule:read')
  @Answers(PreCheckRuleView)
  getPreCheckRule(@Param('id') id: string) {
    return this.rules.get(id);
  }

  @Post()
  @Requires('pre-check-rule:configure')
  @Answers(PreCheckRuleView, 201)
  addPreCheckRule(@Body({ schema: PreCheckRuleBody }) body: PreCheckRuleBody) {
    return this.rules.add(body);
  }

  @Put(':id')
  @Requires('pre-check-rule:configure')
  @RequiresIfMatch()
  @Answers(PreCheckRuleView)
  replacePreCheckRule(@Param('id') id: string, @Body({ schema: PreCheckRuleBody }) body: PreCheckRuleBody) {
    return this.rules.replace(id, body);
  }

  @Delete(':id')
  @Requires('pre-check-rule:configure')
  @Answers(null)
  removePreCheckRule(@Param('id') id: string) {
    return this.rules.remove(id);
  }
}
