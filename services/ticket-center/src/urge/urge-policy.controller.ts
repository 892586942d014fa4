import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { NamedText } from '../named-text/named-text.api.js';
import { UrgePolicies } from './urge-policies.js';
import { UrgePolicyBody, UrgePolicyList, UrgePolicyView, type UrgePolicyText } from './urge-policy.dto.js';

@ApiTags('urges')
@Controller('api/v1/urge-policies')
export class UrgePolicyController {
  constructor(private readonly policies: UrgePolicies) {}

  /** In their order: the first whose condition holds counts. */
  @Get()
  @Requires('urge:read')
  @Answers(UrgePolicyList)
  async listUrgePolicies() {
    return { items: (await this.policies.texts.list()).map(view) };
  }

  @Post()
  @Requires('urge:configure')
  @Answers(UrgePolicyView, 201)
  async createUrgePolicy(@Body({ schema: UrgePolicyBody }) body: UrgePolicyBody) {
    return view(await this.policies.create(body, actor()));
  }

  @Get(':id')
  @Requires('urge:read')
  @Answers(UrgePolicyView)
  async getUrgePolicy(@Param('id') id: string) {
    return view(await this.policies.texts.get(id));
  }

  /** The oldest first. */
  @Get(':id/versions')
  @Requires('urge:read')
  @Answers(UrgePolicyList)
  async listUrgePolicyVersions(@Param('id') id: string) {
    return { items: (await this.policies.texts.versions(id)).map(view) };
  }

  @Put(':id')
  @Requires('urge:configure')
  @RequiresIfMatch()
  @Answers(UrgePolicyView)
  async replaceUrgePolicy(@Param('id') id: string, @Body({ schema: UrgePolicyBody }) body: UrgePolicyBody) {
    return view(await this.policies.replace(id, body, actor()));
  }
}

function view({ text, changedAt, ...row }: NamedText<UrgePolicyText>) {
  return { ...row, ...text, changedAt: changedAt.toISOString() };
}
