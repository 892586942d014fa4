import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { TicketView, TicketViews } from '../ticket/ticket-views.api.js';
import { AnswerUrgesBody, UrgeBody, UrgeList } from './urge.dto.js';
import type { UrgeRow } from './urge.schema.js';
import { Urges } from './urges.js';

@ApiTags('urges')
@Controller('api/v1/tickets')
export class UrgeController {
  constructor(
    private readonly urges: Urges,
    private readonly views: TicketViews,
  ) {}

  /** No clock begins anew. */
  @Post(':id/urge')
  @Requires('ticket:urge')
  @Answers(TicketView)
  async urgeTicket(@Param('id') id: string, @Body({ schema: UrgeBody }) body: UrgeBody) {
    await this.urges.urge(id, body, actor());
    return this.views.get(id);
  }

  /** The newest first, two hundred at most. */
  @Get(':id/urges')
  @Requires('ticket:read')
  @Answers(UrgeList)
  async listUrges(@Param('id') id: string) {
    return { items: (await this.urges.of(id)).map(view) };
  }

  /** What will be done, and by when: to all who urged it. */
  @Post(':id/urges/answer')
  @Requires('ticket:work')
  @Answers(UrgeList)
  async answerUrges(@Param('id') id: string, @Body({ schema: AnswerUrgesBody }) body: AnswerUrgesBody) {
    await this.urges.answer(id, body, actor());
    return this.listUrges(id);
  }
}

function view({ ticketId: _, at, answerDueAt, answeredAt, doneBy, ...urge }: UrgeRow) {
  const times = { answerDueAt: said(answerDueAt), answeredAt: said(answeredAt), doneBy: said(doneBy) };
  return { ...urge, ...times, at: at.toISOString() };
}

function said(time: Date | null): string | null {
  return time?.toISOString() ?? null;
}
