import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { TrialRow } from './trial.schema.js';
import { Trials } from './trials.js';

const TrialBody = z
  .object({ from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }) })
  .describe('what was inspected then');
type TrialBody = z.infer<typeof TrialBody>;

const Counts = z.object({
  found: z.int(),
  foundLive: z.int().describe('by what is live'),
  gained: z.int().describe('by the draft alone'),
  lost: z.int().describe('by what is live alone'),
  subjects: z.int().describe('in which the draft finds something'),
  samples: z
    .array(
      z.object({
        subjectId: z.uuid(),
        turn: z.int().nullable(),
        span: z.object({ from: z.int(), to: z.int() }).nullable(),
      }),
    )
    .describe('of what is gained'),
});

const TrialView = z.object({
  id: z.uuid(),
  ruleSetId: z.uuid(),
  draftNo: z.int(),
  liveNo: z.int().nullable(),
  state: z.enum(['running', 'ended', 'cancelled', 'failed']),
  total: z.int(),
  done: z.int(),
  rules: z.record(z.string(), Counts),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});

@ApiTags('inspection')
@Controller('api/v1/inspection')
export class TrialController {
  constructor(private readonly trials: Trials) {}

  /** Tries the draft on history: a job, whose progress the trial shows. */
  @Post('rule-sets/:id/trials')
  @Requires('inspection:configure')
  @Answers(TrialView, 201)
  async beginTrial(@Param('id') id: string, @Body({ schema: TrialBody }) { from, to }: TrialBody) {
    return view(await this.trials.begin(id, new Date(from), new Date(to), actor()));
  }

  @Get('rule-sets/:id/trials')
  @Requires('inspection:read')
  @Answers(z.object({ items: z.array(TrialView) }))
  async listTrials(@Param('id') id: string) {
    return { items: (await this.trials.list(id)).map(view) };
  }

  @Get('trials/:id')
  @Requires('inspection:read')
  @Answers(TrialView)
  async getTrial(@Param('id') id: string) {
    return view(await this.trials.get(id));
  }

  @Post('trials/:id/cancel')
  @Requires('inspection:configure')
  @Answers(TrialView)
  async cancelTrial(@Param('id') id: string) {
    return view(await this.trials.cancel(id));
  }
}

function view({ result, attempts: _, createdAt, endedAt, ...row }: TrialRow) {
  return { ...row, rules: result, createdAt: createdAt.toISOString(), endedAt: endedAt?.toISOString() ?? null };
}
