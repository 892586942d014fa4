import { EvaluatedSubject } from '#libs/contracts/operations-center/quality-events';
import { actor, actorMay } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { EstimateView } from '../plan/plan.dto.js';
import { Answers as GivenAnswers } from '../scorecard/scorecard.dto.js';
import type { CalibrationScore, CalibrationSession } from './calibration.schema.js';
import { Calibrations } from './calibrations.js';

const personId = z.string().min(1).max(64);
const invitation = {
  name: z.string().trim().min(1).max(120),
  scorecardId: z.uuid(),
  subjects: z.array(EvaluatedSubject).min(1).max(50),
  participantIds: z.array(personId).min(1).max(50),
  expertId: personId.describe('whose judgement the others are compared with'),
};
const CallBody = z.object({ ...invitation, dueAt: z.iso.datetime({ offset: true }) });
const SessionView = z
  .object({
    ...{ id: z.uuid(), version: z.int(), ...invitation, scorecardVersion: z.int() },
    ...{ state: z.enum(['open', 'closed']), dueAt: z.iso.datetime(), calledBy: z.string() },
    mine: z.array(z.object({ subjectNo: z.int(), answers: GivenAnswers, score: z.number().nullable() })),
  })
  .meta({ id: 'CalibrationSession' });
const ScoreBody = z.object({ answers: GivenAnswers });
const SubjectNo = z.coerce.number().int().min(0).max(49);

const kappa = z.number().max(1).nullable().describe('agreement beyond chance; null: chance explains all of it');
const share = z.number().min(0).max(1).nullable();
const ReportView = z.object({
  agreement: share.describe('of all pairs of answers; 0.85 is a common target'),
  items: z.array(
    z.object({
      ...{ key: z.string(), agreement: share, fleiss: kappa },
      inspectors: z
        .array(z.object({ inspectorId: z.string(), kappa, weightedKappa: kappa }))
        .describe('beside the expert; weighted: by the square of the steps of the scale'),
    }),
  ),
  inspectors: z.array(
    z.object({
      inspectorId: z.string(),
      deviation: EstimateView.describe('points given more than the expert'),
      distance: z.number().nullable().describe('points off, whichever way'),
      agreement: share,
    }),
  ),
});

@ApiTags('calibrations')
@Controller('api/v1/calibrations')
export class CalibrationController {
  constructor(private readonly calibrations: Calibrations) {}

  @Post()
  @Requires('calibration:write')
  @Answers(SessionView, 201)
  async callCalibration(@Body({ schema: CallBody }) { dueAt, ...body }: z.infer<typeof CallBody>) {
    return view(await this.calibrations.call({ ...body, dueAt: new Date(dueAt) }, actor()), []);
  }

  /** One's own; all for who calls them. */
  @Get()
  @Requires('calibration:read')
  @Answers(pageOfSchema(SessionView))
  async listCalibrations(@Query({ schema: PageQuery }) query: PageQuery) {
    const { items, next } = await this.calibrations.list(reader(), query);
    return { items: items.map((session) => view(session, [])), next };
  }

  /** Nobody sees what the others say before it is closed. */
  @Get(':id')
  @Requires('calibration:read')
  @Answers(SessionView)
  getCalibration(@Param('id') id: string) {
    return this.#view(id);
  }

  @Put(':id/scores/:subjectNo')
  @Requires('calibration:judge')
  @Answers(SessionView)
  async judgeCalibration(
    @Param('id') id: string,
    @Param('subjectNo', { schema: SubjectNo }) subjectNo: number,
    @Body({ schema: ScoreBody }) { answers }: z.infer<typeof ScoreBody>,
  ) {
    await this.calibrations.judge(id, subjectNo, answers, actor());
    return this.#view(id);
  }

  @Post(':id/close')
  @Requires('calibration:write')
  @Answers(SessionView)
  async closeCalibration(@Param('id') id: string) {
    return view(await this.calibrations.close(id), []);
  }

  /** How far they see it alike, item by item, and like the expert. */
  @Get(':id/report')
  @Requires('calibration:read')
  @Answers(ReportView)
  getCalibrationReport(@Param('id') id: string) {
    return this.calibrations.report(id, reader());
  }

  async #view(id: string) {
    return view(await this.calibrations.get(id, reader()), await this.calibrations.scoresOf(id, actor()));
  }
}

/** Null: who calls sessions sees all of them. */
function reader(): string | null {
  return actorMay('calibration:write') ? null : actor();
}

function view(
  { dueAt, remindAt: _, subjects, participantIds, ...session }: CalibrationSession,
  scores: readonly CalibrationScore[],
) {
  const mine = scores.map(({ subjectNo, answers, judged }) => ({ subjectNo, answers, score: judged.total }));
  const lists = { subjects: [...subjects], participantIds: [...participantIds], mine };
  return { ...session, ...lists, dueAt: dueAt.toISOString() };
}
