import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DryRun, DryRunBody } from './dry-run.dto.js';
import { DryRuns } from './dry-runs.js';

@ApiTags('automation')
@Controller('api/v1/automation-rules/dry-runs')
export class DryRunController {
  constructor(private readonly dryRuns: DryRuns) {}

  /** Which tickets the rule would match and why, and what it would change of them. Nothing is done. */
  @Post()
  @Requires('automation:read')
  @NaturallyIdempotent()
  @Answers(DryRun)
  async dryRunAutomationRule(@Body({ schema: DryRunBody }) body: DryRunBody) {
    const items = await this.dryRuns.try(body);
    return { matched: items.filter(({ matches }) => matches).length, items };
  }
}
