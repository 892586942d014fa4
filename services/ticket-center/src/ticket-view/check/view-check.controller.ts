import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { ViewCheckRow } from './check.schema.js';
import { ViewChecks } from './view-checks.js';

const time = z.iso.datetime();
const Check = z.object({
  id: z.string(),
  status: z.enum(['lines', 'counts', 'done']),
  tickets: z.int().describe('looked at'),
  levelled: z.int().describe('lines that were not level with their tickets'),
  counts: z.int(),
  differences: z.array(
    z.object({ countId: z.string(), person: z.string(), team: z.string(), counted: z.int(), tickets: z.int() }),
  ),
  startedAt: time,
  endedAt: time.nullable(),
});

@ApiTags('ticket views')
@Controller('api/v1/ticket-view-checks')
export class ViewCheckController {
  constructor(private readonly checks: ViewChecks) {}

  /** Looks at all lines and counts in the background; what is not as tickets are is put right, and said. */
  @Post()
  @Requires('ticket-view:check')
  @Answers(Check, 202)
  async checkTicketViews() {
    return view(await this.checks.start());
  }

  @Get(':id')
  @Requires('ticket-view:check')
  @Answers(Check)
  async getTicketViewCheck(@Param('id') id: string) {
    return view(await this.checks.get(id));
  }
}

function view({ startedAt, endedAt, ...check }: ViewCheckRow) {
  return { ...check, startedAt: startedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null };
}
