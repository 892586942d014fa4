import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RecordSights } from './record-sights.js';
import * as dto from './reveal.dto.js';

@ApiTags('personal data')
@Controller('api/v1/record-sights')
export class RecordSightController {
  constructor(private readonly sights: RecordSights) {}

  /** Who was shown a record in the clear, or what somebody was shown, by their rights and without a reveal. */
  @Get()
  @Requires('audit:read')
  @Answers(dto.SightsPage)
  listRecordSights(@Query({ schema: dto.SightsQuery }) query: dto.SightsQuery) {
    return this.sights.list(query);
  }
}
