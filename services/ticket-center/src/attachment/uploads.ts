import { createHash } from 'node:crypto';
import type { Live } from '#libs/discovery/config/live-value';
import { safeFileName } from '#libs/file-intake/file-name';
import { Intake } from '#libs/file-intake/intake';
import { Clock } from '#libs/kernel/clock';
import { DomainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Refusal } from '#libs/web/http/problem';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { TicketReading } from '../ticket/ticket-reading.api.js';
import type { AttachmentRules } from '#libs/contracts/settings/ticket-attachments';
import { AttachmentQuota } from './attachment-quota.js';
import { ATTACHMENT_RULES } from './attachment-rules.js';
import { AttachmentObjects } from './content/attachment-objects.js';
import { Attachment, type Received, type ScanState } from './domain/attachment.aggregate.js';
import { AttachmentInfected, AttachmentUploadUnderWay, INTAKE_REFUSALS } from './domain/attachment.errors.js';
import { AttachmentStore } from './domain/attachment.repository.js';
import { AttachmentSchema, type AttachmentRow } from './infra/attachment.schema.js';
import { VirusScanner } from './scan/virus-scanner.js';

export interface Upload {
  readonly ticketId: string;
  /** As its sender calls it. */
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
  readonly by: string;
  /** The same for every attempt; undefined: it is not repeated. */
  readonly key: string | undefined;
}

/** Takes files in: a row first, then the content piece by piece, then what was found out about it. */
@Injectable()
export class Uploads {
  constructor(
    private readonly attachments: AttachmentStore,
    private readonly database: Database,
    private readonly objects: AttachmentObjects,
    private readonly scanner: VirusScanner,
    private readonly tickets: TicketReading,
    private readonly quota: AttachmentQuota,
    private readonly clock: Clock,
    @Inject(ATTACHMENT_RULES) private readonly rules: Live<AttachmentRules>,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Never within a transaction. The same content of the same name from the same person is the same attachment.
   * @returns the attachment's id
   * @throws TicketNotFound, AttachmentTooLarge, AttachmentTypeRefused, AttachmentEmpty, AttachmentInfected,
   * AttachmentUploadUnderWay, AttachmentUploadLapsed, QuotaExceeded, Refusal 422 `idempotency-key-reused`, 503 `scanner-unavailable`
   */
  async receive({ name: given, key, ...upload }: Upload): Promise<string> {
    const { ticketId, by } = upload;
    await this.tickets.require(ticketId);
    const name = safeFileName(given);
    const uploadKey = key === undefined ? null : sha256(by, key);
    const first = uploadKey === null ? null : await this.#find({ uploadKey });
    if (first?.state === 'kept') return this.#again(first, { ...upload, name });
    await this.quota.requireRoom(1);
    const now = this.clock.now();
    if (first) await this.attachments.update(first.id, (attachment) => attachment.supersede(now));
    const id = newId(now);
    await this.attachments
      .add(Attachment.announce({ id, ticketId, name, uploadedBy: by, uploadKey }, now))
      .catch((error: unknown) => {
        throw isDuplicateKey(error) ? new AttachmentUploadUnderWay('The same upload is under way.') : error;
      });
    return this.#take(id, { ...upload, name });
  }

  async #take(id: string, { ticketId, name, content, by }: Omit<Upload, 'key'>): Promise<string> {
    const intake = new Intake(content, name, this.rules.current, INTAKE_REFUSALS);
    try {
      await this.objects.keep(id, intake.content());
      await this.quota.requireRoom(intake.found.bytes);
      const scan = await this.#scanned(id);
      const { found } = intake;
      return await this.#keep(id, { ...found, scan, contentKey: sha256(ticketId, by, name, found.sha256) });
    } catch (error) {
      await this.#giveUp(id, error instanceof DomainError ? error.code : 'failed');
      throw error;
    }
  }

  async #scanned(id: string): Promise<ScanState> {
    const verdict = await this.scanner.scan(await this.objects.read(id));
    if (verdict === 'infected') throw new AttachmentInfected('The file does harm: it was not taken.', { id });
    return verdict;
  }

  /** @returns the one that was there before, if its content is the same */
  async #keep(id: string, received: Received): Promise<string> {
    try {
      await this.attachments.update(id, (attachment) => attachment.keep(received, this.clock.now()));
      return id;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const twin = await this.#find({ contentKey: received.contentKey });
      await this.#giveUp(id, 'known');
      return twin!.id;
    }
  }

  /** What cannot be cleaned up now is left to the sweep. */
  async #giveUp(id: string, why: string): Promise<void> {
    try {
      await this.attachments.update(id, (attachment) => attachment.refuse(why, this.clock.now()));
      await this.objects.erase(id);
      await this.attachments.update(id, (attachment) => attachment.erased(this.clock.now()));
    } catch (error) {
      this.logger.warn({ err: error, attachment: id }, 'what came of a refused upload is erased later');
    }
  }

  async #again(first: AttachmentRow, { ticketId, name, content }: Omit<Upload, 'key'>): Promise<string> {
    const intake = new Intake(content, name, this.rules.current, INTAKE_REFUSALS);
    for await (const piece of intake.content()) void piece;
    if (first.ticketId === ticketId && first.sha256 === intake.found.sha256) return first.id;
    throw new Refusal(422, 'idempotency-key-reused', 'This Idempotency-Key was used for another file.');
  }

  async #find(where: Partial<Pick<AttachmentRow, 'uploadKey' | 'contentKey'>>): Promise<AttachmentRow | null> {
    return (await this.database.reader()).findOneBy(AttachmentSchema, where as { uploadKey: string });
  }
}

function sha256(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
