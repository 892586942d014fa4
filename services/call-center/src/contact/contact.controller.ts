import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Circles } from '#libs/web/access/circles';
import { CommitsItself } from '#libs/web/idempotency/idempotency';
import { CountsAgainst } from '#libs/web/tenant/quota.interceptor';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { acting, seesSupervision } from './acting.js';
import { AnswerHelp } from './commands/answer-help.js';
import { AskForHelp } from './commands/ask-for-help.js';
import { AcceptOffer } from './commands/accept-offer.js';
import { ConnectContact } from './commands/connect-contact.js';
import { DeclineOffer } from './commands/decline-offer.js';
import { EndContact } from './commands/end-contact.js';
import { HoldContact } from './commands/hold-contact.js';
import { IdentifyContact } from './commands/identify-contact.js';
import { QueueContact } from './commands/queue-contact.js';
import { ResumeContact } from './commands/resume-contact.js';
import { StartContact } from './commands/start-contact.js';
import { TransferContact } from './commands/transfer-contact.js';
import { WrapUpContact } from './commands/wrap-up-contact.js';
import {
  ConnectContactBody,
  ContactFilter,
  ContactPage,
  ContactReceipt,
  ContactView,
  EndContactBody,
  HelpBody,
  HelpReceipt,
  IdentifyContactBody,
  QueueContactBody,
  StartContactBody,
  TransferContactBody,
  WrapUpBody,
} from './contact.dto.js';
import { GetContact } from './queries/get-contact.js';
import { ListContacts } from './queries/list-contacts.js';

@ApiTags('contacts')
@Controller('api/v1/contacts')
export class ContactController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly circles: Circles,
  ) {}

  @Post()
  @Requires('contact:start')
  @CountsAgainst('contactsPerMonth')
  @Answers(ContactReceipt, 201)
  startContact(@Body({ schema: StartContactBody }) body: StartContactBody) {
    return this.commands.execute(new StartContact(body));
  }

  @Post(':id/identify')
  @Requires('contact:identify')
  @Answers(null)
  identifyContact(@Param('id') id: string, @Body({ schema: IdentifyContactBody }) { customerId }: IdentifyContactBody) {
    return this.commands.execute(new IdentifyContact(id, customerId));
  }

  @Post(':id/connect')
  @Requires('contact:connect')
  @Answers(null)
  connectContact(@Param('id') id: string, @Body({ schema: ConnectContactBody }) { agentId }: ConnectContactBody) {
    return this.commands.execute(new ConnectContact(id, agentId ?? actor(), acting()));
  }

  /** From now on it waits for an agent; routing decides for which. */
  @Post(':id/queue')
  @Requires('contact:queue')
  @CommitsItself()
  @Answers(null)
  queueContact(@Param('id') id: string, @Body({ schema: QueueContactBody }) body: QueueContactBody) {
    return this.commands.execute(new QueueContact(id, body));
  }

  /** By the agent it is offered to. 409 `offer-closed` says what became of an offer that is over. */
  @Post(':id/accept')
  @Requires('contact:accept')
  @CommitsItself()
  @Answers(null)
  acceptContact(@Param('id') id: string) {
    return this.commands.execute(new AcceptOffer(id, actor()));
  }

  @Post(':id/decline')
  @Requires('contact:accept')
  @CommitsItself()
  @Answers(null)
  declineContact(@Param('id') id: string) {
    return this.commands.execute(new DeclineOffer(id, actor()));
  }

  /** Another queue or agent is to have it; committed when the next one accepts, unless asked otherwise. */
  @Post(':id/transfer')
  @Requires('contact:transfer')
  @CommitsItself()
  @Answers(null)
  transferContact(@Param('id') id: string, @Body({ schema: TransferContactBody }) to: TransferContactBody) {
    return this.commands.execute(new TransferContact(id, to, acting()));
  }

  @Post(':id/hold')
  @Requires('contact:hold')
  @Answers(null)
  holdContact(@Param('id') id: string) {
    return this.commands.execute(new HoldContact(id, acting()));
  }

  @Post(':id/resume')
  @Requires('contact:hold')
  @Answers(null)
  resumeContact(@Param('id') id: string) {
    return this.commands.execute(new ResumeContact(id, acting()));
  }

  /** What it came to, by one who had it: while it is going on, being wrapped up, or later. */
  @Post(':id/wrap-up')
  @Requires('contact:wrap-up')
  @Answers(null)
  wrapUpContact(@Param('id') id: string, @Body({ schema: WrapUpBody }) { code, note }: WrapUpBody) {
    return this.commands.execute(new WrapUpContact(id, actor(), code, note));
  }

  /** Colleagues and supervisors hear of it by `contact.help-requested.v1`. */
  @Post(':id/help-requests')
  @Requires('contact:help')
  @Answers(HelpReceipt, 201)
  askForHelp(@Param('id') id: string, @Body({ schema: HelpBody }) { note }: HelpBody) {
    return this.commands.execute(new AskForHelp(id, actor(), note));
  }

  /** The first to answer helps. */
  @Post(':id/help-requests/:requestId/answer')
  @Requires('contact:help')
  @Answers(null)
  answerHelp(@Param('id') id: string, @Param('requestId') requestId: string) {
    return this.commands.execute(new AnswerHelp(id, requestId, actor()));
  }

  @Post(':id/end')
  @Requires('contact:end')
  @CommitsItself()
  @Answers(null)
  endContact(@Param('id') id: string, @Body({ schema: EndContactBody }) { outcome }: EndContactBody) {
    return this.commands.execute(new EndContact(id, outcome, acting()));
  }

  @Get(':id')
  @Requires('contact:read')
  @Answers(ContactView)
  getContact(@Param('id') id: string) {
    return this.queries.execute(new GetContact(id, seesSupervision()));
  }

  @Get()
  @Requires('contact:read')
  @Answers(ContactPage)
  async listContacts(@Query({ schema: ContactFilter }) filter: ContactFilter) {
    return this.queries.execute(new ListContacts(filter, await this.circles.reachedWith('contact:read')));
  }
}
