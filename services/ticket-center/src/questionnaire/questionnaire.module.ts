import { Module } from '@nestjs/common';
import { QuestionnaireAnswers } from './questionnaire.api.js';
import { QuestionnaireController } from './questionnaire.controller.js';
import { QuestionnaireResponseController } from './questionnaire-response.controller.js';
import { QuestionnaireResults } from './questionnaire-results.js';
import { Questionnaires } from './questionnaires.js';

/** What customers are asked, in versions, and what they answered. */
@Module({
  controllers: [QuestionnaireController, QuestionnaireResponseController],
  providers: [Questionnaires, QuestionnaireAnswers, QuestionnaireResults],
  exports: [QuestionnaireAnswers],
})
export class QuestionnaireModule {}
