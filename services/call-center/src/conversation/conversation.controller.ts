import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Circles } from '#libs/web/access/circles';
import { CommitsItself, NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Header, Headers, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { CloseConversation } from './commands/close-conversation.js';
import { HandOverConversation } from './commands/hand-over-conversation.js';
import { JoinConversation } from './commands/join-conversation.js';
import { LeaveConversation } from './commands/leave-conversation.js';
import { RateConversation } from './commands/rate-conversation.js';
import * as dto from './conversation.dto.js';
import { GetConversation } from './queries/get-conversation.js';
import { ListConversations } from './queries/list-conversations.js';
import { ListMine } from './queries/list-mine.js';
import { Welcome } from './welcome.js';

@ApiTags('conversations')
@Controller('api/v1/conversations')
export class ConversationController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly welcome: Welcome,
    private readonly circles: Circles,
  ) {}

  /** A chat, the contact it is in, and the customer's token. Tokens are not kept for repetitions: each gets a new one. */
  @Post()
  @Requires('conversation:open')
  @NaturallyIdempotent()
  @Header('cache-control', 'no-store')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @Answers(dto.OpenedConversation, 201)
  openConversation(
    @Headers('idempotency-key') key: string | undefined,
    @Body({ schema: dto.OpenConversationBody }) body: dto.OpenConversationBody,
  ) {
    return this.welcome.open(actor(), key, body);
  }

  /** For the customer, who has one that still holds, or for who may open conversations. */
  @Post(':id/token')
  @Requires('conversation:attend')
  @NaturallyIdempotent()
  @Header('cache-control', 'no-store')
  @Answers(dto.TokenView)
  renewToken(@Param('id') id: string) {
    return this.welcome.renew(currentContext()!.identity!, id);
  }

  @Get()
  @Requires('conversation:read')
  @Answers(dto.ConversationPage)
  async listConversations(@Query({ schema: dto.ConversationFilter }) filter: dto.ConversationFilter) {
    return this.queries.execute(new ListConversations(filter, await this.circles.reachedWith('conversation:read')));
  }

  /** What the caller attends now, with what they have not read and whether the customer waits for an answer. */
  @Get('mine')
  @Requires('conversation:join')
  @Answers(dto.MinePage)
  listMyConversations(@Query({ schema: dto.MineFilter }) filter: dto.MineFilter) {
    return this.queries.execute(new ListMine(actor(), filter));
  }

  @Get(':id')
  @Requires('conversation:attend')
  @Answers(dto.ConversationDetails)
  getConversation(@Param('id') id: string) {
    return this.queries.execute(new GetConversation(id, currentContext()!.identity!));
  }

  /** As a bot, when a machine asks. The first agent takes the contact out of the line, and has to be ready for it. */
  @Post(':id/join')
  @Requires('conversation:join')
  @CommitsItself()
  @Answers(null)
  joinConversation(@Param('id') id: string, @Body({ schema: dto.JoinBody }) { agentId }: z.infer<typeof dto.JoinBody>) {
    const role = currentContext()?.identity?.kind === 'client' && agentId === undefined ? 'bot' : 'agent';
    return this.commands.execute(new JoinConversation(id, agentId ?? actor(), role));
  }

  @Post(':id/leave')
  @Requires('conversation:join')
  @Answers(null)
  leaveConversation(@Param('id') id: string) {
    return this.commands.execute(new LeaveConversation(id, actor()));
  }

  @Post(':id/hand-over')
  @Requires('conversation:hand-over')
  @Answers(null)
  handOverConversation(
    @Param('id') id: string,
    @Body({ schema: dto.HandOverBody }) { reason, ...to }: dto.HandOverBody,
  ) {
    return this.commands.execute(new HandOverConversation(id, actor(), reason, to));
  }

  @Post(':id/close')
  @Requires('conversation:attend')
  @Answers(null)
  closeConversation(
    @Param('id') id: string,
    @Body({ schema: dto.CloseBody }) { reason }: z.infer<typeof dto.CloseBody>,
  ) {
    return this.commands.execute(new CloseConversation(id, actor(), reason));
  }

  @Post(':id/survey')
  @Requires('conversation:attend')
  @Answers(null)
  rateConversation(
    @Param('id') id: string,
    @Body({ schema: dto.SurveyBody }) { score, comment }: z.infer<typeof dto.SurveyBody>,
  ) {
    return this.commands.execute(new RateConversation(id, actor(), score, comment));
  }
}
