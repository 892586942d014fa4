import { Answers } from '#libs/web/http/answers';
import { Audited } from '#libs/web/audit/audited';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AuditRetention } from './audit-retention.js';
import { AuditSearch } from './audit-search.js';
import * as dto from './audit.dto.js';

@ApiTags('audit')
@Controller('api/v1')
export class AuditController {
  constructor(
    private readonly entries: AuditSearch,
    private readonly retention: AuditRetention,
  ) {}

  @Get('audit-entries')
  @Requires('audit:read')
  @Answers(dto.AuditPage)
  searchAudit(@Query({ schema: dto.AuditQuery }) query: dto.AuditQuery) {
    return this.entries.find(query);
  }

  @Get('audit-retention')
  @Requires('audit:read')
  @Answers(dto.RetentionView)
  getAuditRetention() {
    return this.retention.policy();
  }

  @Put('audit-retention')
  @Requires('audit:retain')
  @Audited<AuditController>({ before: (audit) => audit.getAuditRetention() })
  @Answers(dto.RetentionView)
  async keepAudit(@Body({ schema: dto.RetentionBody }) { keepDays }: z.infer<typeof dto.RetentionBody>) {
    await this.retention.keep(keepDays);
    return this.retention.policy();
  }
}
