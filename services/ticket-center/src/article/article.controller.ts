import { actor, actorMay } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { TicketView } from '../ticket/ticket-reading.api.js';
import { ArticlePage, CustomerMessageBody, NoteBody, ReplyBody } from './article.dto.js';
import { ArticleList } from './article-list.js';
import { Articles } from './articles.js';

/** What is said about a ticket. */
@ApiTags('tickets')
@Controller('api/v1/tickets/:id')
export class ArticleController {
  constructor(
    private readonly articles: Articles,
    private readonly list: ArticleList,
  ) {}

  /** The oldest first; internal notes are only for whoever may `ticket:read-notes`. */
  @Get('articles')
  @Requires('ticket:read')
  @Answers(ArticlePage)
  listArticles(@Param('id') id: string, @Query({ schema: PageQuery }) query: PageQuery) {
    return this.list.of(id, query, actorMay('ticket:read-notes'));
  }

  @Post('reply')
  @Requires('ticket:reply')
  @Answers(TicketView)
  replyToTicket(@Param('id') id: string, @Body({ schema: ReplyBody }) body: ReplyBody) {
    return this.articles.reply(id, body, actor());
  }

  /** What the customer wrote or said about it. */
  @Post('customer-messages')
  @Requires('ticket:answer')
  @Answers(TicketView)
  addCustomerMessage(@Param('id') id: string, @Body({ schema: CustomerMessageBody }) body: CustomerMessageBody) {
    return this.articles.hearCustomer(id, body);
  }

  /** Among colleagues: nothing the customer sees shows it. */
  @Post('note')
  @Requires('ticket:note')
  @NaturallyIdempotent()
  @Answers(TicketView)
  noteOnTicket(
    @Param('id') id: string,
    @Body({ schema: NoteBody }) body: NoteBody,
    @Headers('idempotency-key') key: string | undefined,
  ) {
    return this.articles.note(id, body, actor(), key);
  }
}
