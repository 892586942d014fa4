import type { Readable } from 'node:stream';
import type { Segment } from '../domain/transcript.js';

/** What there is to make a transcript from. */
export interface Transcribable {
  readonly contentType: string;
  readonly bytes: number;
  readonly durationMs: number;
  /** The sound, from its beginning. */
  content(): Promise<Readable>;
}

/** Who is asked, and how. */
export interface Hearing {
  readonly baseUrl: string;
  readonly model: string;
  /** A language tag; null: to be found out. */
  readonly language: string | null;
  readonly secret: string | null;
}

export interface Transcribed {
  /** A language tag; `und` where nobody knows. */
  readonly language: string;
  readonly segments: readonly Segment[];
}

/** Makes text of what was said: a speech engine. */
export abstract class Transcriber {
  /** @throws NotHeard */
  abstract transcribe(recording: Transcribable, hearing: Hearing, until: AbortSignal): Promise<Transcribed>;
}

/** There is no transcript; the code has nothing of what was said or answered. */
export class NotHeard extends Error {
  /** @param isFinal it would be no other the next time */
  constructor(
    readonly code: string,
    readonly isFinal = false,
  ) {
    super(`no transcript: ${code}`);
  }
}
