import { Clock } from '#libs/kernel/clock';
import type { Identity } from '#libs/persistence/tenant/tenant-context';
import { FirstAnswers } from '#libs/web/idempotency/first-answers';
import { permits } from '#libs/web/access/permissions';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { OpenConversation, type OpenedConversation } from './commands/open-conversation.js';
import type { OpenConversationBody } from './conversation.dto.js';
import { ConversationClosed, NotTakingPart } from './domain/conversation.errors.js';
import { SeenConversation } from './queries/seen-conversation.js';
import { VisitorTokens } from './visitor-tokens.js';

/** After its end a customer can still read, and rate it, for so long. */
const AFTERWARDS_MS = 24 * 3_600_000;

/** Lets customers in. */
@Injectable()
export class Welcome {
  constructor(
    private readonly commands: CommandBus,
    private readonly answers: FirstAnswers,
    private readonly seen: SeenConversation,
    private readonly tokens: VisitorTokens,
    private readonly clock: Clock,
  ) {}

  /** @param key repetitions open one conversation, and get a token of their own for it */
  async open(opener: string, key: string | undefined, body: OpenConversationBody) {
    const { withBot, channel, customerId, address, ...wish } = body;
    const contact = { channel, customerId, address };
    const work = () => this.commands.execute(new OpenConversation(contact, wish, withBot));
    const asked = JSON.stringify(body);
    const once = () => this.answers.once(`${opener}\nopen-conversation\n${key}`, asked, work);
    const opened = await (key === undefined ? work() : (once() as Promise<OpenedConversation>));
    return { ...opened, ...(await this.tokens.issue(opened.id)) };
  }

  /** @throws NotTakingPart, ConversationNotFound, ConversationClosed a day after its end */
  async renew(identity: Identity, conversationId: string) {
    const isOpener = permits(identity.permissions, 'conversation:open');
    if (identity.subject !== conversationId && !isOpener) {
      throw new NotTakingPart('Only the customer and who lets them in get this token.', { conversationId });
    }
    const reader = { ...identity, subject: conversationId };
    const { closedAt } = (await this.seen.by(reader, conversationId)).row;
    if (closedAt !== null && closedAt.getTime() + AFTERWARDS_MS < this.clock.ms()) {
      throw new ConversationClosed('The conversation has been over for a day.', { conversationId });
    }
    return this.tokens.issue(conversationId);
  }
}
