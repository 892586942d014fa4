import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Feedback } from './feedback.js';
import { ModelTraining } from './model-training.js';
import * as dto from './recommendation.dto.js';
import { Recommendations } from './recommendations.js';

@ApiTags('recommendations')
@Controller('api/v1')
export class RecommendationController {
  constructor(
    private readonly recommendations: Recommendations,
    private readonly feedback: Feedback,
    private readonly training: ModelTraining,
  ) {}

  /** Ticket type, kind of solution and SOP for a ticket, or for words that are not yet one, each with its reason. */
  @Post('recommendations')
  @Requires('recommendation:use')
  @Answers(dto.RecommendationView)
  recommend(@Body({ schema: dto.RecommendBody }) body: dto.RecommendBody) {
    return this.recommendations.give(body, actor());
  }

  /** What was chosen in the end. */
  @Post('recommendations/:id/feedback')
  @Requires('recommendation:use')
  @Answers(dto.FeedbackView)
  giveFeedback(@Param('id') id: string, @Body({ schema: dto.FeedbackBody }) body: dto.FeedbackBody) {
    return this.feedback.record(id, body, actor());
  }

  /** What was learnt, how well, and what people made of it. */
  @Get('recommendation-models')
  @Requires('recommendation:read')
  @Answers(dto.ModelList)
  async listModels() {
    return { items: await this.feedback.models() };
  }

  /** Learns now, and not within the hour, from what was closed: e.g. after old tickets were brought in. */
  @Post('recommendation-models/train')
  @NaturallyIdempotent()
  @Requires('recommendation:configure')
  @Answers(dto.ModelList)
  async trainModels() {
    await this.training.trainDue(() => Promise.resolve(true));
    return this.listModels();
  }
}
