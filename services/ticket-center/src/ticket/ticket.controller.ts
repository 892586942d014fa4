import { actor, actorMay } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { PageQuery } from '#libs/web/http/paging';
import { CountsAgainst } from '#libs/web/tenant/quota.interceptor';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus, type ICommand } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AnswerProcess } from './commands/answer-process.js';
import { AssignTeam, AssignTicket } from './commands/assign-ticket.js';
import { CloseTicket } from './commands/close-ticket.js';
import { DispatchTicket } from './commands/dispatch-ticket.js';
import { EditTicket } from './commands/edit-ticket.js';
import { LinkInteraction } from './commands/link-interaction.js';
import { OpenTicket } from './commands/open-ticket.js';
import { RequestAction } from './commands/request-action.js';
import { ReopenTicket } from './commands/state/reopen-ticket.js';
import { SolveTicket } from './commands/solve-ticket.js';
import { ReturnTicket, TransferTicket, TransferToTeam } from './commands/transfer-ticket.js';
import { ResumeTicket, WaitForCustomer } from './commands/wait-for-customer.js';
import { GetJournal } from './queries/get-journal.js';
import { GetTicket } from './queries/get-ticket.js';
import { ListTickets } from './queries/list-tickets.js';
import * as dto from './ticket.dto.js';

@ApiTags('tickets')
@Controller('api/v1/tickets')
export class TicketController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Requires('ticket:open')
  @CountsAgainst('ticketsPerMonth')
  @Answers(dto.TicketView, 201)
  async openTicket(@Body({ schema: dto.OpenTicketBody }) body: dto.OpenTicketBody) {
    const { ticketId } = await this.commands.execute(new OpenTicket(body, actor()));
    return this.queries.execute(new GetTicket(ticketId));
  }

  @Get()
  @Requires('ticket:read')
  @Answers(dto.TicketPage)
  listTickets(@Query({ schema: dto.ListTicketsQuery }) query: dto.ListTicketsQuery) {
    return this.queries.execute(new ListTickets(query));
  }

  @Get(':id')
  @Requires('ticket:read')
  @Answers(dto.TicketView)
  getTicket(@Param('id') id: string) {
    return this.queries.execute(new GetTicket(id));
  }

  @Get(':id/journal')
  @Requires('ticket:read')
  @Answers(dto.JournalPage)
  getTicketJournal(@Param('id') id: string, @Query({ schema: PageQuery }) query: PageQuery) {
    return this.queries.execute(new GetJournal(id, query, actorMay('ticket:read-notes')));
  }

  @Patch(':id')
  @Requires('ticket:edit')
  @RequiresIfMatch()
  @Answers(dto.TicketView)
  editTicket(@Param('id') id: string, @Body({ schema: dto.EditTicketBody }) body: dto.EditTicketBody) {
    return this.changed(id, new EditTicket(id, body, actor()));
  }

  @Post(':id/assign')
  @Requires('ticket:assign')
  @Answers(dto.TicketView)
  assignTicket(@Param('id') id: string, @Body({ schema: dto.AssignBody }) body: z.infer<typeof dto.AssignBody>) {
    return this.changed(id, new AssignTicket(id, body.assigneeId, actor()));
  }

  /** null: no team's any more. */
  @Post(':id/team')
  @Requires('ticket:assign')
  @Answers(dto.TicketView)
  assignTicketTeam(
    @Param('id') id: string,
    @Body({ schema: dto.AssignTeamBody }) { teamId }: z.infer<typeof dto.AssignTeamBody>,
  ) {
    return this.changed(id, new AssignTeam(id, teamId, actor()));
  }

  @Post(':id/transfer')
  @Requires('ticket:transfer')
  @Answers(dto.TicketView)
  transferTicket(@Param('id') id: string, @Body({ schema: dto.TransferBody }) body: dto.TransferBody) {
    const { toId, teamId, withReturn } = body;
    if (toId !== undefined) return this.changed(id, new TransferTicket(id, toId, withReturn, actor()));
    return this.changed(id, new TransferToTeam(id, teamId!, withReturn, actor()));
  }

  @Post(':id/return')
  @Requires('ticket:transfer')
  @Answers(dto.TicketView)
  returnTicket(@Param('id') id: string) {
    return this.changed(id, new ReturnTicket(id, actor()));
  }

  @Post(':id/wait')
  @Requires('ticket:work')
  @Answers(dto.TicketView)
  waitForCustomer(@Param('id') id: string) {
    return this.changed(id, new WaitForCustomer(id, actor()));
  }

  @Post(':id/resume')
  @Requires('ticket:work')
  @Answers(dto.TicketView)
  resumeTicket(@Param('id') id: string) {
    return this.changed(id, new ResumeTicket(id, actor()));
  }

  @Post(':id/actions')
  @Requires('ticket:act')
  @Answers(dto.TicketView, 202)
  requestTicketAction(@Param('id') id: string, @Body({ schema: dto.ActionBody }) body: z.infer<typeof dto.ActionBody>) {
    return this.changed(id, new RequestAction(id, body, actor()));
  }

  @Post(':id/dispatch')
  @Requires('ticket:dispatch')
  @Answers(dto.TicketView)
  dispatchTicket(@Param('id') id: string) {
    return this.changed(id, new DispatchTicket(id, actor()));
  }

  @Post(':id/solve')
  @Requires('ticket:work')
  @Answers(dto.TicketView)
  solveTicket(@Param('id') id: string, @Body({ schema: dto.SolveBody }) body: z.infer<typeof dto.SolveBody>) {
    return this.changed(id, new SolveTicket(id, body.solution, actor(), body.withParts));
  }

  @Post(':id/reopen')
  @Requires('ticket:work')
  @Answers(dto.TicketView)
  reopenTicket(@Param('id') id: string, @Body({ schema: dto.ReopenBody }) body: z.infer<typeof dto.ReopenBody>) {
    return this.changed(id, new ReopenTicket(id, body.reason, actor()));
  }

  @Post(':id/close')
  @Requires('ticket:close')
  @Answers(dto.TicketView)
  closeTicket(@Param('id') id: string) {
    return this.changed(id, new CloseTicket(id, actor()));
  }

  @Post(':id/answers')
  @Requires('ticket:answer')
  @Answers(dto.TicketView)
  answerTicket(@Param('id') id: string, @Body({ schema: dto.AnswerBody }) body: z.infer<typeof dto.AnswerBody>) {
    return this.changed(id, new AnswerProcess(id, body.topic, body.answer));
  }

  @Post(':id/interactions')
  @Requires('ticket:edit')
  @Answers(dto.TicketView)
  linkInteraction(@Param('id') id: string, @Body({ schema: dto.LinkBody }) body: z.infer<typeof dto.LinkBody>) {
    return this.changed(id, new LinkInteraction(id, body.interactionEventId, actor()));
  }

  private async changed(id: string, command: ICommand) {
    await this.commands.execute(command);
    return this.queries.execute(new GetTicket(id));
  }
}
