import { Circle } from '#libs/contracts/common-center/identity/organisation-api';
import { Answers } from '#libs/web/http/answers';
import { Requires, SERVICE_INTERNAL } from '#libs/web/access/permissions';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { z } from 'zod';
import { CircleQuery } from './organisation.dto.js';
import { TeamCircle } from './queries/team-circle.js';

@ApiExcludeController()
@Controller('internal/organisation')
export class CircleController {
  constructor(private readonly circle: TeamCircle) {}

  /** Whose data another service shows to somebody. */
  @Get('circles/:accountId')
  @Requires(SERVICE_INTERNAL)
  @Answers(Circle)
  getCircle(
    @Param('accountId') accountId: string,
    @Query({ schema: CircleQuery }) { scope }: z.infer<typeof CircleQuery>,
  ) {
    return this.circle.of(accountId, scope);
  }
}
