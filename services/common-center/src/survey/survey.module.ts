import { Module } from '@nestjs/common';
import { CustomerModule } from '../customer/customer.module.js';
import { Replies } from './replies.js';
import { RepliesOfCustomer } from './replies-of-customer.js';
import { SurveyController } from './survey.controller.js';
import { Surveys } from './surveys.js';

/** What people think, customers and agents. */
@Module({
  imports: [CustomerModule],
  controllers: [SurveyController],
  providers: [Surveys, Replies, RepliesOfCustomer],
})
export class SurveyModule {}
