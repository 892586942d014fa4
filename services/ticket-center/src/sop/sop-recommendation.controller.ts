import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { RecommendSops } from './queries/recommend-sops.js';
import * as dto from './sop.dto.js';

@ApiTags('SOPs')
@Controller('api/v1/sop-recommendations')
export class SopRecommendationController {
  constructor(private readonly queries: QueryBus) {}

  /** The best for a ticket, or for words that are not yet one, with what speaks for each. */
  @Post()
  @Requires('sop:read')
  @Answers(dto.RecommendedSops)
  recommendSops(@Body({ schema: dto.RecommendSopsBody }) body: dto.RecommendSopsBody) {
    return this.queries.execute(new RecommendSops(body));
  }
}
