import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Param, Post, Put } from '@nestjs/common';
import { CommandBus, QueryBus, type ICommand } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { ChangeType } from './commands/state/change-type.js';
import { SetStatus } from './commands/state/set-status.js';
import { HoldTicket } from './commands/wait-for-customer.js';
import { GetTicket } from './queries/get-ticket.js';
import * as dto from './ticket.dto.js';

@ApiTags('tickets')
@Controller('api/v1/tickets/:id')
export class TicketStateController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** One of the tenant's own, of the category it is in, or of open, waiting and on-hold; what ends a ticket has routes of its own. */
  @Post('status')
  @Requires('ticket:work')
  @Answers(dto.TicketView)
  setTicketStatus(@Param('id') id: string, @Body({ schema: dto.StatusBody }) body: z.infer<typeof dto.StatusBody>) {
    return this.changed(id, new SetStatus(id, body.statusId, actor()));
  }

  /** For a third party. */
  @Post('hold')
  @Requires('ticket:work')
  @Answers(dto.TicketView)
  holdTicket(@Param('id') id: string) {
    return this.changed(id, new HoldTicket(id, actor()));
  }

  /** Of another type, or elsewhere in the tree: what was answered stays, the rest is asked by the forms of the type. */
  @Put('type')
  @Requires('ticket:edit')
  @RequiresIfMatch()
  @Answers(dto.TicketView)
  changeTicketType(@Param('id') id: string, @Body({ schema: dto.TypeBody }) body: z.infer<typeof dto.TypeBody>) {
    return this.changed(id, new ChangeType(id, body.ticketType, body.categoryId, actor()));
  }

  private async changed(id: string, command: ICommand) {
    await this.commands.execute(command);
    return this.queries.execute(new GetTicket(id));
  }
}
