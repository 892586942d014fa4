import { Module } from '@nestjs/common';
import { SopModule } from '../sop/sop.module.js';
import { TicketModule } from '../ticket/ticket.module.js';
import { ClosedCases } from './closed-cases.js';
import { Feedback } from './feedback.js';
import { LikeCases } from './like-cases.js';
import { ModelTraining } from './model-training.js';
import { RecommendationController } from './recommendation.controller.js';
import { Recommendations } from './recommendations.js';
import { RecommendationsForProcesses } from './recommendations.connector.js';
import { ServingModels } from './serving-models.js';
import { TrainingRounds } from './training-rounds.js';

/** What the words of a request say, learnt from closed tickets. */
@Module({
  imports: [TicketModule, SopModule],
  controllers: [RecommendationController],
  providers: [
    ClosedCases,
    ModelTraining,
    TrainingRounds,
    ServingModels,
    LikeCases,
    Recommendations,
    RecommendationsForProcesses,
    Feedback,
  ],
})
export class RecommendationModule {}
