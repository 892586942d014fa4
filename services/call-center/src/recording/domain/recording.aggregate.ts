import { AggregateRoot } from '#libs/kernel/aggregate-root';
import { dueAtOf, nextStepOf, VERIFY_LATE_MS } from './due.js';
import { withoutHold, type LegalHold } from './legal-hold.js';
import {
  GONE,
  READABLE,
  type DeletionReason,
  type NextStep,
  type RecordingKind,
  type RecordingStatus,
} from './recording-status.js';
import {
  RecordingGone,
  RecordingNotDue,
  RecordingNotReadable,
  RecordingNotUploading,
  RecordingOnHold,
  RecordingTimesWrong,
  TranscriptNotFound,
  UploadIncomplete,
} from './recording.errors.js';
import type { RecordingEvent } from './recording.events.js';
import { requireTimes, type Segment, type TranscriptVersion } from './transcript.js';
import { bytesOf, withPart, type Part } from './upload.js';

export interface NewRecording {
  readonly id: string;
  readonly contactId: string;
  readonly kind: RecordingKind;
  readonly queue: string | null;
  readonly agentIds: readonly string[];
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly contentType: string;
  readonly bytes: number;
  /** Of the whole content, lower-case hex. */
  readonly sha256: string;
  readonly announcedBy: string;
}

/** What was found when all parts were read. */
export interface Verified {
  readonly sha256: string;
  readonly parts: readonly Part[];
}

const DAY_MS = 86_400_000;
/** What was said or shown in one contact, from its upload until nothing is left of it but that there was something. */
export class Recording extends AggregateRoot<RecordingEvent> {
  readonly contactId!: string;
  readonly kind!: RecordingKind;
  readonly queue!: string | null;
  readonly agentIds!: readonly string[];
  readonly startedAt!: Date;
  readonly endedAt!: Date;
  readonly durationMs!: number;
  readonly contentType!: string;
  readonly bytes!: number;
  readonly sha256!: string;
  readonly announcedBy!: string;
  protected status!: RecordingStatus;
  protected parts!: readonly Part[];
  protected receivedAt!: Date;
  protected retainUntil!: Date | null;
  protected holds!: readonly LegalHold[];
  protected transcripts!: readonly TranscriptVersion[];
  protected deletion!: {
    readonly reason: DeletionReason;
    readonly by: string | null;
    readonly why: string | null;
  } | null;
  protected deletedAt!: Date | null;
  protected erasedAt!: Date | null;
  /** When the sweep has something to do about it: what, `nextStep` says. */
  protected dueAt!: Date | null;

  // Rows are loaded through it, so it must not check anything.
  private constructor() {
    super();
  }

  static announce(input: NewRecording, now: Date): Recording {
    const durationMs = input.endedAt.getTime() - input.startedAt.getTime();
    if (durationMs < 0 || input.endedAt > now) {
      throw new RecordingTimesWrong('A recording ends after it began, and not in the future.');
    }
    const recording = new Recording();
    Object.assign(recording, input, { durationMs, receivedAt: now, status: 'uploading' });
    Object.assign(recording, { parts: [], holds: [], transcripts: [] });
    recording.retainUntil = recording.deletion = recording.deletedAt = recording.erasedAt = null;
    recording.record({ type: 'recording-announced', at: now });
    recording.#plan();
    return recording;
  }

  /** What its content is made of, in order. */
  get received(): readonly Part[] {
    return this.parts;
  }

  /** Where its upload goes on. @throws RecordingGone */
  get offset(): number {
    this.#requireNotGone();
    return bytesOf(this.parts);
  }

  get isWhole(): boolean {
    return bytesOf(this.parts) === this.bytes;
  }

  get nextStep(): NextStep {
    return nextStepOf({ status: this.status, isWhole: this.isWhole });
  }

  receive(part: Part, offset: number, now: Date): void {
    this.#requireUploading();
    this.parts = withPart(this.parts, part, offset, this.bytes);
    this.receivedAt = now;
    this.#plan();
  }

  /**
   * The end of the upload; says whether it is kept. Parts that are not what was announced are thrown away, and the upload
   * begins anew. Repeating it changes nothing.
   * @param retentionDays counted from the end of what was recorded
   */
  settle({ sha256, parts }: Verified, retentionDays: number, now: Date): boolean {
    if (READABLE.includes(this.status)) return true;
    this.#requireUploading();
    if (!this.isWhole || this.parts.at(-1)?.id !== parts.at(-1)?.id) {
      throw new UploadIncomplete('The upload has gone on meanwhile.', { recordingId: this.id });
    }
    const isRight = sha256 === this.sha256;
    if (isRight) this.#store(retentionDays, now);
    else this.#beginAnew(now);
    this.#plan();
    return isRight;
  }

  /** A further one is a further version; the earlier ones stay. */
  transcribe(objectId: string, language: string, segments: readonly Segment[], now: Date): number {
    this.requireReadable();
    requireTimes(segments, this.durationMs);
    const version = this.transcripts.length + 1;
    this.transcripts = [
      ...this.transcripts,
      { version, language, segments: segments.length, objectId, at: now.toISOString() },
    ];
    this.status = 'transcribed';
    this.record({ type: 'recording-transcribed', version, language, at: now });
    return version;
  }

  /** As long as there is one hold, nothing is deleted: neither by retention nor by anybody. */
  placeHold(holdId: string, reason: string, by: string, now: Date): void {
    this.#requireNotGone();
    this.holds = [...this.holds, { id: holdId, reason, placedBy: by, placedAt: now.toISOString() }];
    this.record({ type: 'legal-hold-placed', holdId, reason, by, at: now });
    this.#plan();
  }

  /** With the last one it is due again, if its retention is over. */
  releaseHold(holdId: string, reason: string, by: string, now: Date): void {
    this.holds = withoutHold(this.holds, holdId);
    this.record({ type: 'legal-hold-released', holdId, reason, by, at: now });
    this.#plan();
  }

  /** By somebody, for a reason that is kept. */
  delete(by: string, why: string, now: Date): void {
    this.#requireNotGone();
    this.#goAs('deleted', { reason: 'by-request', by, why }, now);
  }

  /** By time. */
  expire(now: Date): void {
    this.#requireNotGone();
    const isDue = this.nextStep === 'expire' && this.dueAt !== null && this.dueAt <= now;
    if (this.holds.length === 0 && !isDue) throw new RecordingNotDue('It is not time.', { recordingId: this.id });
    const reason = this.status === 'uploading' ? 'upload-abandoned' : 'retention-over';
    this.#goAs('expired', { reason, by: null, why: null }, now);
  }

  get hasTranscript(): boolean {
    return this.transcripts.length > 0;
  }

  /** The newest when no version is named. @throws TranscriptNotFound */
  transcript(version = this.transcripts.length): TranscriptVersion {
    this.requireReadable();
    const found = this.transcripts[version - 1];
    if (!found) throw new TranscriptNotFound('There is no such transcript.', { recordingId: this.id, version });
    return found;
  }

  /** Nothing of its content is left. */
  erased(now: Date): void {
    if (!GONE.includes(this.status)) throw new RecordingNotDue('It is not deleted.', { recordingId: this.id });
    if (this.erasedAt !== null) return;
    this.erasedAt = now;
    this.parts = this.transcripts = [];
    this.dueAt = null;
    this.record({ type: 'recording-erased', at: now });
  }

  /** @throws RecordingGone, RecordingNotReadable */
  requireReadable(): void {
    this.#requireNotGone();
    if (READABLE.includes(this.status)) return;
    throw new RecordingNotReadable('Its upload has not ended.', { recordingId: this.id });
  }

  #store(retentionDays: number, now: Date): void {
    this.status = 'stored';
    this.retainUntil = new Date(this.endedAt.getTime() + retentionDays * DAY_MS);
    this.record({ type: 'recording-stored', retainUntil: this.retainUntil, at: now });
  }

  #beginAnew(now: Date): void {
    this.parts = [];
    this.receivedAt = now;
    this.record({ type: 'upload-begun-anew', at: now });
  }

  #goAs(status: 'expired' | 'deleted', deletion: NonNullable<Recording['deletion']>, now: Date): void {
    if (this.holds.length > 0)
      throw new RecordingOnHold('A legal hold keeps it.', { recordingId: this.id, holds: this.holds.length });
    // A part that is just being written would come after the erasing.
    const stillComing = this.status === 'uploading' ? VERIFY_LATE_MS : 0;
    Object.assign(this, { status, deletion, deletedAt: now });
    this.dueAt = new Date(now.getTime() + stillComing);
    this.record({ type: 'recording-deleted', ...deletion, at: now });
  }

  #plan(): void {
    const { status, isWhole, receivedAt, retainUntil } = this;
    this.dueAt = dueAtOf({ status, isWhole, isHeld: this.holds.length > 0, receivedAt, retainUntil });
  }

  #requireUploading(): void {
    this.#requireNotGone();
    if (this.status === 'uploading') return;
    throw new RecordingNotUploading('Its upload has ended.', { recordingId: this.id });
  }

  #requireNotGone(): void {
    if (!GONE.includes(this.status)) return;
    throw new RecordingGone('Its content was deleted.', { recordingId: this.id });
  }
}
