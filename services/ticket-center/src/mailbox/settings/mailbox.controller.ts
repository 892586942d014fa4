import { Answers } from '#libs/web/http/answers';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { MailConnections } from './mail-connections.js';
import { MailboxBody, MailboxCheck, MailboxPage, MailboxView } from './mailbox.dto.js';
import { Mailboxes } from './mailboxes.js';

@ApiTags('mailboxes')
@Controller('api/v1/mailboxes')
export class MailboxController {
  constructor(
    private readonly mailboxes: Mailboxes,
    private readonly connections: MailConnections,
  ) {}

  @Get()
  @Requires('mailbox:read')
  @Answers(MailboxPage)
  listMailboxes(@Query({ schema: PageQuery }) query: PageQuery) {
    return this.mailboxes.list(query);
  }

  @Post()
  @Requires('mailbox:configure')
  @Answers(MailboxView, 201)
  async addMailbox(@Body({ schema: MailboxBody }) body: MailboxBody) {
    return this.mailboxes.view(await this.mailboxes.add(body));
  }

  @Get(':id')
  @Requires('mailbox:read')
  @Answers(MailboxView)
  getMailbox(@Param('id') id: string) {
    return this.mailboxes.view(id);
  }

  @Put(':id')
  @Requires('mailbox:configure')
  @RequiresIfMatch()
  @Answers(MailboxView)
  async changeMailbox(@Param('id') id: string, @Body({ schema: MailboxBody }) body: MailboxBody) {
    await this.mailboxes.change(id, body);
    return this.mailboxes.view(id);
  }

  /** Logs in at both servers and opens the folder; reads and sends nothing. */
  @Post(':id/check')
  @Requires('mailbox:configure')
  @Answers(MailboxCheck)
  async checkMailbox(@Param('id') id: string) {
    return this.connections.check(await this.mailboxes.get(id));
  }
}
