import { TokenVerifier } from '#libs/web/access/token-verifier';
import { Refusal } from '#libs/web/http/problem';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Say } from '../commands/say.js';
import { NotTakingPart } from '../domain/conversation.errors.js';
import { SeenConversation } from '../queries/seen-conversation.js';
import { Announcements } from '../live/announcements.js';
import type { ClientFrame, FrameOf } from './client-frame.js';
import type { Connection } from './connection.js';
import { PendingWatermarks } from '../live/pending-watermarks.js';
import { Rooms } from '../live/rooms.js';
import { present } from '../domain/participant.js';
import { Watermarks } from '../live/watermarks.js';

/** More is history, which is read by the page. */
const MOST_RESUMED = 1_000;
const MOST_CONVERSATIONS = 200;

/** What each frame of a client does, in its context. */
@Injectable()
export class FrameHandler {
  constructor(
    private readonly commands: CommandBus,
    private readonly rooms: Rooms,
    private readonly seen: SeenConversation,
    private readonly watermarks: Watermarks,
    private readonly pending: PendingWatermarks,
    private readonly announcements: Announcements,
    private readonly verifier: TokenVerifier,
  ) {}

  /** @throws DomainError, Refusal */
  async handle(connection: Connection, frame: ClientFrame): Promise<void> {
    switch (frame.type) {
      case 'resume':
        return this.#resume(connection, frame);
      case 'send':
        return this.#send(connection, frame);
      case 'ack':
        return this.#got(connection, frame.conversationId, frame.seq, 0);
      case 'read':
        return this.#got(connection, frame.conversationId, frame.seq, frame.seq);
      case 'typing':
        this.#requireTakingPart(connection, frame.conversationId);
        return this.announcements.typing(frame.conversationId, connection.participantId, frame.typing);
      case 'renew':
        return this.#renew(connection, frame);
      case 'ping':
        return connection.say({ type: 'pong', ref: frame.ref });
    }
  }

  async #resume(connection: Connection, { conversationId, after, ref }: FrameOf<'resume'>): Promise<void> {
    const { row, takesPart, seesNotes } = await this.seen.by(connection.visitor.identity, conversationId);
    const { lastSeq, status } = row;
    if (connection.attending.size >= MOST_CONVERSATIONS && !connection.attending.has(conversationId)) {
      throw new Refusal(409, 'chat-too-many-conversations', `A socket attends at most ${MOST_CONVERSATIONS}.`);
    }
    const from = Math.max(Math.min(after ?? lastSeq, lastSeq), lastSeq - MOST_RESUMED);
    const attendant = await this.rooms.enter(conversationId, connection, from, seesNotes);
    connection.attends(conversationId, { attendant, takesPart });
    const watermarks = (await this.watermarks.of(conversationId)).map(({ participantId, deliveredSeq, readSeq }) => ({
      participantId,
      deliveredSeq,
      readSeq,
    }));
    const participants = present(row.participants).map(({ id, role }) => ({ id, role }));
    connection.say({ type: 'resumed', ref, conversationId, after: from, lastSeq, status, participants, watermarks });
    // On its way by itself: a long way back holds up nothing else.
    attendant.catchUp().catch(() => connection.left(conversationId));
  }

  async #send(connection: Connection, frame: FrameOf<'send'>): Promise<void> {
    const { conversationId, clientMsgId, text, attachmentId, ref } = frame;
    const said = { clientMsgId, text, attachmentId };
    const stored = await this.commands.execute(new Say(conversationId, connection.participantId, said));
    const { message, repeated } = stored;
    connection.say({ type: 'accepted', ref, conversationId, clientMsgId, seq: message.seq, repeated });
  }

  #got(connection: Connection, conversationId: string, deliveredSeq: number, readSeq: number): void {
    this.#requireTakingPart(connection, conversationId);
    this.pending.raise({ conversationId, participantId: connection.participantId, deliveredSeq, readSeq });
  }

  async #renew(connection: Connection, { token, ref }: FrameOf<'renew'>): Promise<void> {
    const { identity, tenantId, expiresAt } = await this.verifier.verify(token);
    const { visitor } = connection;
    if (identity.subject !== visitor.identity.subject || tenantId !== visitor.tenantId) {
      throw new Refusal(403, 'chat-token-of-another', 'The token is not of who opened this socket.');
    }
    connection.visitor = { tenantId, identity, expiresAt };
    connection.say({ type: 'renewed', ref, expiresAt: new Date(expiresAt).toISOString() });
  }

  #requireTakingPart(connection: Connection, conversationId: string): void {
    if (connection.attending.get(conversationId)?.takesPart === true) return;
    throw new NotTakingPart('Resume a conversation that you take part in first.', { conversationId });
  }
}
