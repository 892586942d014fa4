import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { MergeTicket } from '../commands/relation/merge-ticket.js';
import { ChangeChildRule, PlaceTicket } from '../commands/relation/place-ticket.js';
import { FollowUpTicket, SplitTicket } from '../commands/relation/split-ticket.js';
import { NamesTickets } from '../reach/named-tickets.js';
import { GetRelations } from '../queries/get-relations.js';
import { GetTicket } from '../queries/get-ticket.js';
import { TicketLinks } from './ticket-links.js';
import * as dto from './ticket-relation.dto.js';
import { TicketView } from '../ticket.dto.js';

@ApiTags('tickets')
@Controller('api/v1/tickets/:id')
export class TicketRelationController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly links: TicketLinks,
  ) {}

  /** What it is part of, its parts, what it came of, what came of it, and what it is linked to, as they stand now. */
  @Get('relations')
  @Requires('ticket:read')
  @Answers(dto.RelationsView)
  getTicketRelations(@Param('id') id: string) {
    return this.queries.execute(new GetRelations(id));
  }

  /** A part of it becomes a ticket of its own, which is answered. */
  @Post('split')
  @Requires('ticket:relate')
  @Answers(TicketView, 201)
  async splitTicket(@Param('id') id: string, @Body({ schema: dto.SplitBody }) body: z.infer<typeof dto.SplitBody>) {
    const { ticketId } = await this.commands.execute(new SplitTicket(id, body, actor()));
    return this.queries.execute(new GetTicket(ticketId));
  }

  /** A new ticket, which is answered, goes on where this one has ended. */
  @Post('follow-up')
  @Requires('ticket:open')
  @Answers(TicketView, 201)
  async followUpTicket(
    @Param('id') id: string,
    @Body({ schema: dto.FollowUpBody }) body: z.infer<typeof dto.FollowUpBody>,
  ) {
    const { ticketId } = await this.commands.execute(new FollowUpTicket(id, body, actor()));
    return this.queries.execute(new GetTicket(ticketId));
  }

  /** It ends in another, for good. */
  @Post('merge')
  @NamesTickets('into')
  @Requires('ticket:relate')
  @Answers(TicketView)
  async mergeTicket(@Param('id') id: string, @Body({ schema: dto.MergeBody }) body: z.infer<typeof dto.MergeBody>) {
    await this.commands.execute(new MergeTicket(id, body.into, actor()));
    return this.queries.execute(new GetTicket(id));
  }

  /** null: it stands alone. */
  @Put('parent')
  @NamesTickets('parentId')
  @Requires('ticket:relate')
  @RequiresIfMatch()
  @Answers(TicketView)
  async placeTicket(@Param('id') id: string, @Body({ schema: dto.ParentBody }) body: z.infer<typeof dto.ParentBody>) {
    await this.commands.execute(new PlaceTicket(id, body.parentId, actor()));
    return this.queries.execute(new GetTicket(id));
  }

  /** How many of its parts have to be done before it is solved. */
  @Put('child-rule')
  @Requires('ticket:relate')
  @RequiresIfMatch()
  @Answers(TicketView)
  async changeChildRule(
    @Param('id') id: string,
    @Body({ schema: dto.ChildRuleBody }) body: z.infer<typeof dto.ChildRuleBody>,
  ) {
    await this.commands.execute(new ChangeChildRule(id, body, actor()));
    return this.queries.execute(new GetTicket(id));
  }

  @Post('links')
  @NamesTickets('toId')
  @Requires('ticket:relate')
  @Answers(dto.RelationsView, 201)
  async linkTicket(
    @Param('id') id: string,
    @Body({ schema: dto.LinkTicketBody }) { toId, kind }: z.infer<typeof dto.LinkTicketBody>,
  ) {
    await this.links.link(id, toId, kind, actor());
    return this.queries.execute(new GetRelations(id));
  }

  @Delete('links/:linkId')
  @Requires('ticket:relate')
  @Answers(null)
  async unlinkTicket(@Param('id') id: string, @Param('linkId') linkId: string) {
    await this.links.unlink(id, linkId);
  }
}
