import type { DomainEvent } from '#libs/kernel/aggregate-root';

interface Happened<Type extends string> extends DomainEvent {
  readonly type: Type;
}

export interface AttachmentAnnounced extends Happened<'attachment-announced'> {
  readonly by: string;
}
export interface AttachmentKept extends Happened<'attachment-kept'> {
  readonly scan: string;
}
export interface AttachmentRefused extends Happened<'attachment-refused'> {
  /** The code of the refusal. */
  readonly why: string;
}
/** The customer may see it from now on. */
export type AttachmentShown = Happened<'attachment-shown'>;
export interface AttachmentDeleted extends Happened<'attachment-deleted'> {
  readonly by: string;
  readonly why: string;
}
export type AttachmentErased = Happened<'attachment-erased'>;

export type AttachmentEvent =
  AttachmentAnnounced | AttachmentKept | AttachmentRefused | AttachmentShown | AttachmentDeleted | AttachmentErased;
