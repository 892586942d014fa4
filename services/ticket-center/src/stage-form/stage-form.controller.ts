import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { GetStageForms } from './get-stage-forms.js';
import { StageFormList } from './stage-form.dto.js';

@ApiTags('tickets')
@Controller('api/v1/tickets/:id/forms')
export class StageFormController {
  constructor(private readonly queries: QueryBus) {}

  /** What is asked at each stage, by the versions the ticket was opened with, and what was answered. */
  @Get()
  @Requires('ticket:read')
  @Answers(StageFormList)
  async listTicketForms(@Param('id') id: string) {
    return { items: await this.queries.execute(new GetStageForms(id)) };
  }
}
