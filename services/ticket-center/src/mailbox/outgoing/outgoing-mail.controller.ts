import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { OutgoingMailFilter, OutgoingMailPage, OutgoingMailView } from '../mail.dto.js';
import { OutgoingMailList } from './outgoing-mail-list.js';

@ApiTags('mail')
@Controller('api/v1/outgoing-mails')
export class OutgoingMailController {
  constructor(private readonly mails: OutgoingMailList) {}

  @Get()
  @Requires('mail:read')
  @Answers(OutgoingMailPage)
  listOutgoingMails(@Query({ schema: OutgoingMailFilter }) filter: OutgoingMailFilter) {
    return this.mails.list(filter);
  }

  /** One that was given up, or bounced. */
  @Post(':id/retry')
  @Requires('mail:retry')
  @Answers(OutgoingMailView, 202)
  retryOutgoingMail(@Param('id') id: string) {
    return this.mails.retry(id);
  }
}
