import { Answers } from '#libs/web/http/answers';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AssignmentRuleBody, AssignmentRulePage, AssignmentRuleView } from './assignment-rule.dto.js';
import type { AssignmentRuleRow } from './assignment-rule.schema.js';
import { AssignmentRules } from './assignment-rules.js';

/** What is assigned because of something that happened. */
@ApiTags('assignment rules')
@Controller('api/v1/assignment-rules')
export class AssignmentRuleController {
  constructor(private readonly rules: AssignmentRules) {}

  @Get()
  @Requires('training:read')
  @Answers(AssignmentRulePage)
  async listAssignmentRules(@Query({ schema: PageQuery }) query: PageQuery) {
    const { items, next } = await this.rules.list(query);
    return { items: items.map(ruleView), next };
  }

  @Post()
  @Requires('training:configure')
  @Answers(AssignmentRuleView, 201)
  async addAssignmentRule(@Body({ schema: AssignmentRuleBody }) body: AssignmentRuleBody) {
    return ruleView(await this.rules.add(body));
  }

  @Put(':id')
  @Requires('training:configure')
  @RequiresIfMatch()
  @Answers(AssignmentRuleView)
  async changeAssignmentRule(@Param('id') id: string, @Body({ schema: AssignmentRuleBody }) body: AssignmentRuleBody) {
    return ruleView(await this.rules.change(id, body));
  }
}

function ruleView(row: AssignmentRuleRow) {
  return { ...row, updatedAt: row.updatedAt.toISOString() };
}
