import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { FileScanner } from '#libs/file-intake/scan/file-scanner';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { ObjectStorage } from '#libs/object-storage/object-storage';
import { Database } from '#libs/persistence/database';
import type { Identity } from '#libs/persistence/tenant/tenant-context';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Refusal } from '#libs/web/http/problem';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { ConversationClosed } from '../domain/conversation.errors.js';
import { SeenConversation } from '../queries/seen-conversation.js';
import { AttachmentSchema, type Attachment } from './attachment.schema.js';
import { allowedBytes } from './content-types.js';

export class AttachmentNotFound extends domainError('attachment-not-found', 'not-found') {}
export class AttachmentTypeRefused extends domainError('attachment-type-refused', 'invalid') {}
/** It does harm: nothing of it is kept. */
export class AttachmentInfected extends domainError('attachment-infected', 'invalid') {}
export class AttachmentTooLarge extends domainError('attachment-too-large', 'invalid') {}

export interface AttachmentContent {
  readonly type: string;
  readonly bytes: number;
  readonly content: Readable;
}

/** What is shown in conversations. Stored before anybody speaks of it: a message names it. */
@Injectable()
export class Attachments {
  constructor(
    private readonly database: Database,
    private readonly storage: ObjectStorage,
    private readonly seen: SeenConversation,
    private readonly scanner: FileScanner,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Nothing is shown to anybody unseen by the scanner, where there is one.
   * @throws AttachmentTypeRefused, AttachmentTooLarge, AttachmentInfected, ConversationClosed, NotTakingPart, ConversationNotFound;
   * Refusal 503 `scanner-unavailable`
   */
  async store(identity: Identity, conversationId: string, type: string, content: Buffer): Promise<Attachment> {
    const allowed = allowedBytes(type, content);
    if (allowed === undefined) throw new AttachmentTypeRefused('Files of this type are not taken.', { type });
    if (content.length === 0 || content.length > allowed) {
      throw new AttachmentTooLarge(`A file of this type may have 1 to ${allowed} bytes.`, { type });
    }
    const { status } = await this.seen.takingPart(identity, conversationId);
    if (status === 'closed') throw new ConversationClosed('The conversation is over.', { conversationId });
    await this.#requireHarmless(content);
    const now = this.clock.now();
    const attachment = {
      id: newId(now),
      conversationId,
      senderId: identity.subject,
      contentType: type,
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      storedAt: now,
    };
    await this.storage.put(keyOf(attachment.id), Readable.from([content]));
    await this.database.transaction((tx) => tx.insert(AttachmentSchema, attachment));
    return attachment;
  }

  async #requireHarmless(content: Buffer): Promise<void> {
    const verdict = await this.scanner.verdict(Readable.from([content])).catch((error: unknown) => {
      this.logger.error({ err: error }, 'the virus scanner gives no verdict: an attachment was refused');
      throw new Refusal(503, 'scanner-unavailable', 'Files cannot be scanned at the moment; try again later.');
    });
    if (verdict === 'infected') throw new AttachmentInfected('The file does harm.');
  }

  /** @throws AttachmentNotFound also for one of another conversation */
  async get(conversationId: string, id: string): Promise<Attachment> {
    const found = await (await this.database.reader()).findOneBy(AttachmentSchema, { id, conversationId });
    if (!found) throw new AttachmentNotFound('The conversation has no such attachment.', { conversationId, id });
    return found;
  }

  /** @throws AttachmentNotFound, NotTakingPart, ConversationNotFound */
  async content(identity: Identity, conversationId: string, id: string): Promise<AttachmentContent> {
    await this.seen.by(identity, conversationId);
    const { contentType, bytes } = await this.get(conversationId, id);
    const { content } = await this.storage.get(keyOf(id));
    return { type: contentType, bytes, content };
  }
}

export function keyOf(id: string): string {
  return `attachments/${id}`;
}
