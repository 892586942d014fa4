import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Note } from './commands/note.js';
import { Say } from './commands/say.js';
import * as dto from './conversation.dto.js';
import { Announcements } from './live/announcements.js';
import { Watermarks } from './live/watermarks.js';
import { messageView } from './message-view.js';
import { ListMessages } from './queries/list-messages.js';
import { SeenConversation } from './queries/seen-conversation.js';

/** What the socket does, by requests. */
@ApiTags('conversations')
@Controller('api/v1/conversations/:id')
export class MessageController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly seen: SeenConversation,
    private readonly watermarks: Watermarks,
    private readonly announcements: Announcements,
  ) {}

  @Get('messages')
  @Requires('conversation:attend')
  @Answers(dto.MessagePage)
  listMessages(@Param('id') id: string, @Query({ schema: dto.MessageWindow }) window: dto.MessageWindow) {
    return this.queries.execute(new ListMessages(id, window, currentContext()!.identity!));
  }

  @Post('messages')
  @Requires('conversation:attend')
  @NaturallyIdempotent()
  @Answers(dto.SaidView, 201)
  async say(@Param('id') id: string, @Body({ schema: dto.SayBody }) body: dto.SayBody) {
    const { message, repeated } = await this.commands.execute(new Say(id, actor(), body));
    return { ...messageView(message), repeated };
  }

  /** What neither the customer nor bots see; also by a supervisor who does not take part. */
  @Post('notes')
  @Requires('conversation:note')
  @NaturallyIdempotent()
  @Answers(dto.SaidView, 201)
  async note(@Param('id') id: string, @Body({ schema: dto.NoteBody }) { clientMsgId, text }: dto.NoteBody) {
    await this.seen.asAgent(currentContext()!.identity!, id);
    const { message, repeated } = await this.commands.execute(new Note(id, actor(), clientMsgId, text));
    return { ...messageView(message), repeated };
  }

  /** Everything up to here has reached a device. */
  @Post('delivered')
  @Requires('conversation:attend')
  @NaturallyIdempotent()
  @Answers(null)
  async markDelivered(@Param('id') id: string, @Body({ schema: dto.SeqBody }) { seq }: z.infer<typeof dto.SeqBody>) {
    await this.#raise(id, seq, 0);
  }

  /** Everything up to here was seen. */
  @Post('read')
  @Requires('conversation:attend')
  @NaturallyIdempotent()
  @Answers(null)
  async markRead(@Param('id') id: string, @Body({ schema: dto.SeqBody }) { seq }: z.infer<typeof dto.SeqBody>) {
    await this.#raise(id, seq, seq);
  }

  @Post('typing')
  @Requires('conversation:attend')
  @NaturallyIdempotent()
  @Answers(null)
  async setTyping(
    @Param('id') id: string,
    @Body({ schema: dto.TypingBody }) { typing }: z.infer<typeof dto.TypingBody>,
  ) {
    await this.seen.takingPart(currentContext()!.identity!, id);
    this.announcements.typing(id, actor(), typing);
  }

  async #raise(conversationId: string, deliveredSeq: number, readSeq: number): Promise<void> {
    await this.seen.takingPart(currentContext()!.identity!, conversationId);
    await this.watermarks.raise([{ conversationId, participantId: actor(), deliveredSeq, readSeq }]);
  }
}
