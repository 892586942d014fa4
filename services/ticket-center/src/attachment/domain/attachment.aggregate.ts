import { AggregateRoot } from '#libs/kernel/aggregate-root';
import { AttachmentGone, AttachmentUploadLapsed } from './attachment.errors.js';
import type { AttachmentEvent } from './attachment.events.js';

export type AttachmentState = 'receiving' | 'kept' | 'refused' | 'deleted' | 'erased';
export type ScanState = 'not-scanned' | 'clean';

export interface NewAttachment {
  readonly id: string;
  readonly ticketId: string;
  readonly name: string;
  readonly uploadedBy: string;
  /** Tells a repetition of the upload; null: its sender says nothing. */
  readonly uploadKey: string | null;
}

/** What was found in the content while it came. */
export interface Received {
  readonly contentType: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly scan: ScanState;
  /** The same for the same content from the same person for the same ticket. */
  readonly contentKey: string;
}

/** Whoever needs longer has given up. */
const RECEIVED_WITHIN_MS = 3_600_000;

/** A file on a ticket. It is for colleagues until something shows it that the customer sees. */
export class Attachment extends AggregateRoot<AttachmentEvent> {
  readonly ticketId!: string;
  readonly name!: string;
  readonly uploadedBy!: string;
  readonly uploadedAt!: Date;
  state!: AttachmentState;
  contentType!: string | null;
  bytes!: number | null;
  sha256!: string | null;
  scan!: ScanState | null;
  internal!: boolean;
  /** Unique, as is the other one; null once it is no longer kept. */
  uploadKey!: string | null;
  contentKey!: string | null;
  /** When what lies in object storage is to be erased, if nothing happens; null: never. */
  dueAt!: Date | null;

  /** Rows are loaded through it: it checks nothing. */
  private constructor() {
    super();
  }

  /** Before its first byte is stored, so that nothing is ever stored that no row tells of. */
  static announce(input: NewAttachment, now: Date): Attachment {
    const attachment = new Attachment();
    const unknown = { contentType: null, bytes: null, sha256: null, scan: null, contentKey: null };
    Object.assign(attachment, { ...input, ...unknown, uploadedAt: now, state: 'receiving', internal: true });
    attachment.dueAt = new Date(now.getTime() + RECEIVED_WITHIN_MS);
    attachment.record({ type: 'attachment-announced', by: input.uploadedBy, at: now });
    return attachment;
  }

  /** @throws AttachmentUploadLapsed */
  keep(received: Received, now: Date): void {
    if (this.state !== 'receiving')
      throw new AttachmentUploadLapsed('The upload was given up in the meantime.', { id: this.id });
    Object.assign(this, received, { state: 'kept', dueAt: null });
    this.record({ type: 'attachment-kept', scan: received.scan, at: now });
  }

  /** What came of it in storage is erased; the same key may come again. */
  refuse(why: string, now: Date): void {
    if (this.state !== 'receiving') return;
    Object.assign(this, { state: 'refused', uploadKey: null, dueAt: now });
    this.record({ type: 'attachment-refused', why, at: now });
  }

  /** Another attempt takes its place; what this one may still store is erased once its time is over. */
  supersede(now: Date): void {
    if (this.state !== 'receiving') return;
    Object.assign(this, { state: 'refused', uploadKey: null });
    this.record({ type: 'attachment-refused', why: 'begun-anew', at: now });
  }

  /** To the customer. @throws AttachmentGone */
  show(now: Date): void {
    this.requireKept();
    if (!this.internal) return;
    this.internal = false;
    this.record({ type: 'attachment-shown', at: now });
  }

  /** @throws AttachmentGone */
  delete(by: string, why: string, now: Date): void {
    this.requireKept();
    Object.assign(this, { state: 'deleted', uploadKey: null, contentKey: null, dueAt: now });
    this.record({ type: 'attachment-deleted', by, why, at: now });
  }

  /** An upload that nobody finished is given up here. @returns whether there is something to erase */
  lapse(now: Date): boolean {
    if (this.dueAt === null || this.dueAt > now) return false;
    this.refuse('lapsed', now);
    return true;
  }

  erased(now: Date): void {
    this.dueAt = null;
    if (this.state === 'deleted') this.state = 'erased';
    this.record({ type: 'attachment-erased', at: now });
  }

  /** @throws AttachmentGone */
  requireKept(): void {
    if (this.state !== 'kept') throw new AttachmentGone('The file is not there any more.', { id: this.id });
  }
}
