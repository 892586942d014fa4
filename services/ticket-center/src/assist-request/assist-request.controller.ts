import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { BeyondReach } from '#libs/web/access/beyond-reach';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus, type ICommand } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import * as dto from './assist-request.dto.js';
import { AskForAssistance } from './commands/ask-for-assistance.js';
import { EndAssistance } from './commands/end-assistance.js';
import { TakeAssistance } from './commands/take-assistance.js';
import { AssistRequestsOf, GetAssistRequest, ListAssistRequests } from './queries/find-assist-requests.js';

@ApiTags('assist requests')
@Controller('api/v1')
export class AssistRequestController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** By who has the ticket, which stays with them. */
  @Post('tickets/:id/assist-requests')
  @Requires('assist-request:ask')
  @Answers(dto.AssistRequestView, 201)
  async askForAssistance(@Param('id') id: string, @Body({ schema: dto.AskBody }) body: z.infer<typeof dto.AskBody>) {
    const { requestId } = await this.commands.execute(new AskForAssistance(id, body, actor()));
    return this.queries.execute(new GetAssistRequest(requestId));
  }

  @Get('tickets/:id/assist-requests')
  @Requires('assist-request:read')
  @Answers(dto.AssistRequestList)
  async listAssistRequestsOfTicket(@Param('id') id: string) {
    return { items: await this.queries.execute(new AssistRequestsOf(id)) };
  }

  @Get('assist-requests')
  @Requires('assist-request:read')
  @Answers(dto.AssistRequestPage)
  listAssistRequests(@Query({ schema: dto.ListAssistRequestsQuery }) query: dto.ListAssistRequestsQuery) {
    return this.queries.execute(new ListAssistRequests(query));
  }

  @Get('assist-requests/:id')
  @Requires('assist-request:read')
  @Answers(dto.AssistRequestView)
  getAssistRequest(@Param('id') id: string) {
    return this.queries.execute(new GetAssistRequest(id));
  }

  /** By somebody who is asked, also where it is nobody's yet. */
  @Post('assist-requests/:id/take')
  @BeyondReach()
  @Requires('assist-request:answer')
  @Answers(dto.AssistRequestView)
  takeAssistRequest(@Param('id') id: string) {
    return this.changed(id, new TakeAssistance(id, actor()));
  }

  @Post('assist-requests/:id/answer')
  @Requires('assist-request:answer')
  @Answers(dto.AssistRequestView)
  answerAssistRequest(
    @Param('id') id: string,
    @Body({ schema: dto.AnswerBody }) { answer }: z.infer<typeof dto.AnswerBody>,
  ) {
    return this.changed(id, new EndAssistance(id, 'answered', answer, actor()));
  }

  @Post('assist-requests/:id/decline')
  @Requires('assist-request:answer')
  @Answers(dto.AssistRequestView)
  declineAssistRequest(
    @Param('id') id: string,
    @Body({ schema: dto.DeclineBody }) { reason }: z.infer<typeof dto.DeclineBody>,
  ) {
    return this.changed(id, new EndAssistance(id, 'declined', reason, actor()));
  }

  @Post('assist-requests/:id/withdraw')
  @Requires('assist-request:ask')
  @Answers(dto.AssistRequestView)
  withdrawAssistRequest(@Param('id') id: string) {
    return this.changed(id, new EndAssistance(id, 'withdrawn', '', actor()));
  }

  private async changed(id: string, command: ICommand) {
    await this.commands.execute(command);
    return this.queries.execute(new GetAssistRequest(id));
  }
}
