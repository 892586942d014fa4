import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { StaffRequirements } from '../planning.api.js';
import { RequirementAnswers } from './requirement-answers.js';
import {
  PublishedRequirementView,
  RequirementQuery,
  RequirementView,
  ScenarioBody,
  ScenarioView,
} from './requirement.dto.js';

@ApiTags('staffing')
@Controller('api/v1')
export class RequirementController {
  constructor(
    private readonly answers: RequirementAnswers,
    private readonly published: StaffRequirements,
  ) {}

  /** Of what is published. */
  @Get('planning-groups/:groupId/requirement')
  @Requires('planning:read')
  @Answers(PublishedRequirementView)
  getPublishedRequirement(
    @Param('groupId') groupId: string,
    @Query({ schema: RequirementQuery }) { from, to }: RequirementQuery,
  ) {
    return this.published.required(groupId, from, to);
  }

  @Get('forecast-versions/:id/requirement')
  @Requires('planning:read')
  @Answers(RequirementView)
  getRequirement(@Param('id') id: string, @Query({ schema: RequirementQuery }) query: RequirementQuery) {
    return this.answers.requirement(id, query);
  }

  /** What if: the same people in what is forecast and in what would be, beside each other. Nothing is kept. */
  @Post('forecast-versions/:id/scenario')
  @Requires('planning:read')
  @NaturallyIdempotent()
  @Answers(ScenarioView)
  playScenario(@Param('id') id: string, @Body({ schema: ScenarioBody }) body: ScenarioBody) {
    return this.answers.scenario(id, body);
  }
}
