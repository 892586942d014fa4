import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { NamedText } from '../../named-text/named-text.api.js';
import { RuleBody, RuleList, RuleView, type RuleText } from './rule.dto.js';
import { Rules } from './rules.js';

@ApiTags('automation')
@Controller('api/v1/automation-rules')
export class RuleController {
  constructor(private readonly rules: Rules) {}

  /** In the order in which they are looked at. */
  @Get()
  @Requires('automation:read')
  @Answers(RuleList)
  async listAutomationRules() {
    return { items: (await this.rules.texts.list()).map(view) };
  }

  @Post()
  @Requires('automation:configure')
  @Answers(RuleView, 201)
  async createAutomationRule(@Body({ schema: RuleBody }) body: RuleBody) {
    return view(await this.rules.create(body, actor()));
  }

  @Get(':id')
  @Requires('automation:read')
  @Answers(RuleView)
  async getAutomationRule(@Param('id') id: string) {
    return view(await this.rules.texts.get(id));
  }

  /** The oldest first. */
  @Get(':id/versions')
  @Requires('automation:read')
  @Answers(RuleList)
  async listAutomationRuleVersions(@Param('id') id: string) {
    return { items: (await this.rules.texts.versions(id)).map(view) };
  }

  /** For what happens from now on, a few seconds later everywhere. */
  @Put(':id')
  @Requires('automation:configure')
  @RequiresIfMatch()
  @Answers(RuleView)
  async replaceAutomationRule(@Param('id') id: string, @Body({ schema: RuleBody }) body: RuleBody) {
    return view(await this.rules.replace(id, body, actor()));
  }
}

function view({ text, changedAt, ...row }: NamedText<RuleText>) {
  return { ...row, ...text, changedAt: changedAt.toISOString() };
}
