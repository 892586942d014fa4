import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AlertRuleService } from './process-alert-rule.service.js';
import { RuleBody, RuleList, RuleView } from './process-alert.dto.js';
import type { AlertRule } from './process-alert.schema.js';

@ApiTags('process alerts')
@Controller('api/v1/process-alert-rules')
export class AlertRuleController {
  constructor(private readonly rules: AlertRuleService) {}

  @Get()
  @Requires('process-alert:read')
  @Answers(RuleList)
  async listProcessAlertRules() {
    return { items: (await this.rules.list()).map(view) };
  }

  /** Watches a metric from now on, several times a minute. */
  @Post()
  @Requires('process-alert:configure')
  @Answers(RuleView, 201)
  async createProcessAlertRule(@Body({ schema: RuleBody }) body: RuleBody) {
    return view(await this.rules.create(body, actor()));
  }

  @Get(':id')
  @Requires('process-alert:read')
  @Answers(RuleView)
  async getProcessAlertRule(@Param('id') id: string) {
    return view(await this.rules.get(id));
  }

  /** An alert that is raised is judged by what the rule says from now on. */
  @Put(':id')
  @Requires('process-alert:configure')
  @RequiresIfMatch()
  @Answers(RuleView)
  async replaceProcessAlertRule(@Param('id') id: string, @Body({ schema: RuleBody }) body: RuleBody) {
    return view(await this.rules.replace(id, body, actor()));
  }

  /** An alert that is raised is cleared with it. */
  @Delete(':id')
  @Requires('process-alert:configure')
  @RequiresIfMatch()
  @Answers(null)
  removeProcessAlertRule(@Param('id') id: string) {
    return this.rules.remove(id);
  }
}

function view({ watched, recipients: { accounts, role }, changedAt, ...rule }: AlertRule) {
  const recipients = { accounts: [...accounts], role };
  return { ...rule, ...watched, recipients, changedAt: changedAt.toISOString() };
}
