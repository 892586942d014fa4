import { Answers } from '#libs/web/http/answers';
import { addressOf } from '#libs/web/audit/audit-sayings';
import { Audited } from '#libs/web/audit/audited';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Delete, Get, Param, Post, Put, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { RevealBlocks } from './reveal-blocks.js';
import { RevealPolicies } from './reveal-policies.js';
import * as dto from './reveal.dto.js';
import type { RevealBlockRow } from './reveal.schema.js';
import { Reveals } from './reveals.js';

@ApiTags('personal data')
@Controller('api/v1')
export class RevealController {
  constructor(
    private readonly reveals: Reveals,
    private readonly blocks: RevealBlocks,
    private readonly policies: RevealPolicies,
  ) {}

  /** Each time is one more look, and one more entry of the audit trail. */
  @Post('reveals')
  @Requires('personal-data:reveal')
  @NaturallyIdempotent()
  @Answers(dto.RevealView)
  async revealField(@Body({ schema: dto.RevealBody }) body: dto.RevealBody, @Req() request: FastifyRequest) {
    return { value: await this.reveals.reveal(body, addressOf(request)) };
  }

  @Get('reveal-blocks')
  @Requires('personal-data:block')
  @Answers(dto.BlockList)
  async listRevealBlocks() {
    return { items: (await this.blocks.list()).map(view) };
  }

  known(accountId: string) {
    return this.listRevealBlocks().then(({ items }) => items.find((block) => block.accountId === accountId));
  }

  @Put('reveal-blocks/:accountId')
  @Requires('personal-data:block')
  @Audited<RevealController>({ before: (reveals, accountId) => reveals.known(accountId) })
  @Answers(dto.BlockView)
  async blockReveals(
    @Param('accountId') accountId: string,
    @Body({ schema: dto.BlockBody }) { reason }: z.infer<typeof dto.BlockBody>,
  ) {
    return view(await this.blocks.block(accountId, reason));
  }

  @Delete('reveal-blocks/:accountId')
  @Requires('personal-data:block')
  @Audited<RevealController>({ before: (reveals, accountId) => reveals.known(accountId), as: dto.BlockView })
  @Answers(null)
  liftRevealBlock(@Param('accountId') accountId: string) {
    return this.blocks.lift(accountId);
  }

  @Get('reveal-policy')
  @Requires('personal-data:govern')
  @Answers(dto.PolicyView)
  getRevealPolicy() {
    return this.policies.current();
  }

  @Put('reveal-policy')
  @Requires('personal-data:govern')
  @Audited<RevealController>({ before: (reveals) => reveals.getRevealPolicy() })
  @Answers(dto.PolicyView)
  setRevealPolicy(@Body({ schema: dto.PolicyBody }) body: dto.PolicyBody) {
    return this.policies.set(body);
  }
}

function view({ at, ...block }: RevealBlockRow) {
  return { ...block, at: at.toISOString() };
}
