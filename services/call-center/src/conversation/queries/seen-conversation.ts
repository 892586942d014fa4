import { Database } from '#libs/persistence/database';
import type { Identity } from '#libs/persistence/tenant/tenant-context';
import { Circles } from '#libs/web/access/circles';
import { permits } from '#libs/web/access/permissions';
import { Injectable } from '@nestjs/common';
import { ConversationNotFound, NotTakingPart } from '../domain/conversation.errors.js';
import { present } from '../domain/participant.js';
import { ConversationSchema, type ConversationRow } from '../infra/conversation.schema.js';

export interface Seen {
  readonly row: ConversationRow;
  readonly takesPart: boolean;
  /** Whether they see what agents say among themselves: who attends it or did, and who may read all of them. */
  readonly seesNotes: boolean;
}

const READ = 'conversation:read';

/** Who may look into a conversation: who takes part or did, and who may read those of its agents. */
@Injectable()
export class SeenConversation {
  constructor(
    private readonly database: Database,
    private readonly circles: Circles,
  ) {}

  /** @throws ConversationNotFound, NotTakingPart */
  async by(identity: Identity, conversationId: string): Promise<Seen> {
    const { subject, permissions } = identity;
    const row = await (await this.database.reader()).findOneBy(ConversationSchema, { id: conversationId });
    const parts = row?.participants.filter(({ id }) => id === subject) ?? [];
    if (parts.length === 0 && !permits(permissions, READ)) {
      throw new NotTakingPart('Only who takes part in the conversation can see it.', { conversationId });
    }
    const circle = parts.length === 0 ? await this.circles.reachedWith(READ) : null;
    const isWithin = circle === null || circle.people.includes(row?.agentId ?? '');
    if (!row || !isWithin) throw new ConversationNotFound('There is no such conversation.', { conversationId });
    const seesNotes = parts.every(({ role }) => role === 'agent');
    return { row, takesPart: present(parts).length > 0, seesNotes };
  }

  /** @throws ConversationNotFound, NotTakingPart */
  async asAgent(identity: Identity, conversationId: string): Promise<void> {
    if ((await this.by(identity, conversationId)).seesNotes) return;
    throw new NotTakingPart('Only agents and who looks after them say something to agents.', { conversationId });
  }

  /** @throws ConversationNotFound, NotTakingPart */
  async takingPart(identity: Identity, conversationId: string): Promise<ConversationRow> {
    const { row, takesPart } = await this.by(identity, conversationId);
    if (takesPart) return row;
    throw new NotTakingPart('Only who takes part in the conversation can do this.', { conversationId });
  }
}
