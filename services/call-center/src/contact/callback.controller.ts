import { Answers } from '#libs/web/http/answers';
import { CommitsItself } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { acting } from './acting.js';
import { AskForCallbackBody, CallbackAttemptBody, CallbackReceipt } from './callback.dto.js';
import { AskForCallback } from './commands/callback/ask-for-callback.js';
import { ReportCallback } from './commands/callback/report-callback.js';
import { GetCallback } from './queries/get-callback.js';

/** Customers who do not hold the line. */
@ApiTags('contacts')
@Controller('api/v1/contacts/:id/callback')
export class CallbackController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** It keeps its place by its original waiting time, also when the customer hangs up. Asked again the last word counts. */
  @Post()
  @Requires('contact:callback')
  @CommitsItself()
  @Answers(CallbackReceipt)
  async askForCallback(
    @Param('id') id: string,
    @Body({ schema: AskForCallbackBody }) { notBefore, ...asked }: AskForCallbackBody,
  ): Promise<CallbackReceipt> {
    const from = notBefore === null ? null : new Date(notBefore);
    await this.commands.execute(new AskForCallback(id, { ...asked, notBefore: from }));
    return this.queries.execute(new GetCallback(id));
  }

  /** By who tried: reached, it goes on as any contact; else it is tried again at its place, as often as the queue says. */
  @Post('attempts')
  @Requires('contact:callback')
  @CommitsItself()
  @Answers(null)
  reportCallback(@Param('id') id: string, @Body({ schema: CallbackAttemptBody }) { outcome }: CallbackAttemptBody) {
    return this.commands.execute(new ReportCallback(id, outcome, acting()));
  }
}
