import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { NamedText } from '../../named-text/named-text.api.js';
import { PolicyBody, PolicyList, PolicyView, type PolicyText } from './sla-policy.dto.js';
import { SlaPolicies } from './sla-policies.js';

@ApiTags('service levels')
@Controller('api/v1/sla-policies')
export class SlaPolicyController {
  constructor(private readonly policies: SlaPolicies) {}

  /** In their order: the first whose condition holds is applied. */
  @Get()
  @Requires('sla:read')
  @Answers(PolicyList)
  async listSlaPolicies() {
    return { items: (await this.policies.texts.list()).map(view) };
  }

  @Post()
  @Requires('sla:configure')
  @Answers(PolicyView, 201)
  async createSlaPolicy(@Body({ schema: PolicyBody }) body: PolicyBody) {
    return view(await this.policies.create(body, actor()));
  }

  @Get(':id')
  @Requires('sla:read')
  @Answers(PolicyView)
  async getSlaPolicy(@Param('id') id: string) {
    return view(await this.policies.texts.get(id));
  }

  /** The oldest first. */
  @Get(':id/versions')
  @Requires('sla:read')
  @Answers(PolicyList)
  async listSlaPolicyVersions(@Param('id') id: string) {
    return { items: (await this.policies.texts.versions(id)).map(view) };
  }

  /** For tickets that open, change or are reopened from now on; recompute others to have them follow it. */
  @Put(':id')
  @Requires('sla:configure')
  @RequiresIfMatch()
  @Answers(PolicyView)
  async replaceSlaPolicy(@Param('id') id: string, @Body({ schema: PolicyBody }) body: PolicyBody) {
    return view(await this.policies.replace(id, body, actor()));
  }
}

function view({ text, changedAt, ...row }: NamedText<PolicyText>) {
  return { ...row, ...text, changedAt: changedAt.toISOString() };
}
