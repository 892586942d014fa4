import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Hands } from '../grab/hands.js';
import type { Pool } from './pool-choice.js';
import { PoolAgentList, PoolBody, PoolList, PoolView } from './pool.dto.js';
import { Pools } from './pools.js';

@ApiTags('pools')
@Controller('api/v1/pools')
export class PoolController {
  constructor(
    private readonly pools: Pools,
    private readonly hands: Hands,
  ) {}

  /** In their order: the first whose condition holds has the ticket. */
  @Get()
  @Requires('pool:read')
  @Answers(PoolList)
  async listPools() {
    return { items: (await this.pools.texts.list()).map(view) };
  }

  @Post()
  @Requires('pool:configure')
  @Answers(PoolView, 201)
  async createPool(@Body({ schema: PoolBody }) body: PoolBody) {
    return view(await this.pools.create(body, actor()));
  }

  @Get(':id')
  @Requires('pool:read')
  @Answers(PoolView)
  async getPool(@Param('id') id: string) {
    return view(await this.pools.texts.get(id));
  }

  /** The oldest first. */
  @Get(':id/versions')
  @Requires('pool:read')
  @Answers(PoolList)
  async listPoolVersions(@Param('id') id: string) {
    return { items: (await this.pools.texts.versions(id)).map(view) };
  }

  /** What each agent has of it, and how often they put one back. */
  @Get(':id/agents')
  @Requires('pool:read')
  @Answers(PoolAgentList)
  async listPoolAgents(@Param('id') id: string) {
    const hands = await this.hands.of(id);
    return { items: hands.map(({ nextGrabAt, ...hand }) => ({ ...hand, nextGrabAt: nextGrabAt.toISOString() })) };
  }

  /** Tickets that wait are sorted anew, within seconds everywhere. */
  @Put(':id')
  @Requires('pool:configure')
  @RequiresIfMatch()
  @Answers(PoolView)
  async replacePool(@Param('id') id: string, @Body({ schema: PoolBody }) body: PoolBody) {
    return view(await this.pools.replace(id, body, actor()));
  }
}

function view({ text, changedAt, ...row }: Pool) {
  return { ...row, ...text, changedAt: changedAt.toISOString() };
}
