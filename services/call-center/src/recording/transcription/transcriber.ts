import type { Readable } from 'node:stream';
import type { Segment } from '../domain/transcript.js';

/** What there is to make a transcript from. */
export interface Transcribable {
  readonly recordingId: string;
  readonly contentType: string;
  readonly language: string;
  /** What somebody brought along. */
  readonly given: readonly Segment[];
  /** The sound, for who listens to it. */
  content(): Promise<Readable>;
}

/** Makes text of what was said: a speech engine, or whoever stands in for it. */
export abstract class Transcriber {
  abstract transcribe(recording: Transcribable): Promise<readonly Segment[]>;
}
