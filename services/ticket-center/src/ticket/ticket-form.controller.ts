import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Param, Post, Put } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { FillForm } from './commands/fill-form.js';
import { FinishTicket } from './commands/finish-ticket.js';
import { GetTicket } from './queries/get-ticket.js';
import * as dto from './ticket.dto.js';

@ApiTags('tickets')
@Controller('api/v1/tickets')
export class TicketFormController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** What the form of a stage asks, judged by the version the ticket was opened with. */
  @Put(':id/forms/:stage')
  @Requires('ticket:work')
  @RequiresIfMatch()
  @Answers(dto.TicketView)
  async fillTicketForm(
    @Param('id') id: string,
    @Param('stage') stage: string,
    @Body({ schema: dto.FillFormBody }) given: dto.FillFormBody,
  ) {
    await this.commands.execute(new FillForm(id, stage, given, actor()));
    return this.queries.execute(new GetTicket(id));
  }

  /** By a close flow: solved in its words, and closed where it says so and nobody is to be asked. */
  @Post(':id/finish')
  @Requires('ticket:finish')
  @Answers(dto.TicketView)
  async finishTicket(@Param('id') id: string, @Body({ schema: dto.FinishBody }) { flow, ...given }: dto.FinishBody) {
    await this.commands.execute(new FinishTicket(id, flow, given, actor()));
    return this.queries.execute(new GetTicket(id));
  }
}
