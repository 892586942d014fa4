import { Module } from '@nestjs/common';
import { Replies } from './replies.js';
import { SurveyController } from './survey.controller.js';
import { Surveys } from './surveys.js';

/** What people think, customers and agents. */
@Module({ controllers: [SurveyController], providers: [Surveys, Replies] })
export class SurveyModule {}
