import type { DomainEvent } from '#libs/kernel/aggregate-root';
import type { DeletionReason } from './recording-status.js';

interface Happened<Type extends string> extends DomainEvent {
  readonly type: Type;
}

export type RecordingAnnounced = Happened<'recording-announced'>;
export interface RecordingStored extends Happened<'recording-stored'> {
  readonly retainUntil: Date;
}
/** What had come was not what was announced, and is thrown away. */
export type UploadBegunAnew = Happened<'upload-begun-anew'>;
export interface RecordingTranscribed extends Happened<'recording-transcribed'> {
  readonly version: number;
  readonly language: string;
}
export interface LegalHoldPlaced extends Happened<'legal-hold-placed'> {
  readonly holdId: string;
  readonly reason: string;
  readonly by: string;
}
export interface LegalHoldReleased extends Happened<'legal-hold-released'> {
  readonly holdId: string;
  readonly reason: string;
  readonly by: string;
}
export interface RecordingDeleted extends Happened<'recording-deleted'> {
  readonly reason: DeletionReason;
  /** Null when it was the system. */
  readonly by: string | null;
  readonly why: string | null;
}
export type RecordingErased = Happened<'recording-erased'>;

export type RecordingEvent =
  | RecordingAnnounced
  | RecordingStored
  | UploadBegunAnew
  | RecordingTranscribed
  | LegalHoldPlaced
  | LegalHoldReleased
  | RecordingDeleted
  | RecordingErased;
