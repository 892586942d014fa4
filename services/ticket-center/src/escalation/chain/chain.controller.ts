import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ChainBody, ChainList, ChainView } from './chain.dto.js';
import { Chains, type Chain } from './chains.js';

@ApiTags('escalation')
@Controller('api/v1/escalation-chains')
export class ChainController {
  constructor(private readonly chains: Chains) {}

  @Get()
  @Requires('escalation:read')
  @Answers(ChainList)
  async listEscalationChains() {
    return { items: (await this.chains.texts.list()).map(view) };
  }

  @Post()
  @Requires('escalation:configure')
  @Answers(ChainView, 201)
  async createEscalationChain(@Body({ schema: ChainBody }) body: ChainBody) {
    return view(await this.chains.create(body, actor()));
  }

  @Get(':id')
  @Requires('escalation:read')
  @Answers(ChainView)
  async getEscalationChain(@Param('id') id: string) {
    return view(await this.chains.texts.get(id));
  }

  /** The oldest first. */
  @Get(':id/versions')
  @Requires('escalation:read')
  @Answers(ChainList)
  async listEscalationChainVersions(@Param('id') id: string) {
    return { items: (await this.chains.texts.versions(id)).map(view) };
  }

  /** What is being escalated goes on by the version it began with. */
  @Put(':id')
  @Requires('escalation:configure')
  @RequiresIfMatch()
  @Answers(ChainView)
  async replaceEscalationChain(@Param('id') id: string, @Body({ schema: ChainBody }) body: ChainBody) {
    return view(await this.chains.replace(id, body, actor()));
  }
}

function view({ text, changedAt, ...row }: Chain) {
  return { ...row, ...text, changedAt: changedAt.toISOString() };
}
