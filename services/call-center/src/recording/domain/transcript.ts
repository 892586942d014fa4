import { TranscriptTimesWrong } from './recording.errors.js';

/** What one said in one go. Times in milliseconds from the beginning of the recording. */
export interface Segment {
  readonly speaker: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly text: string;
  /** How sure the recogniser is of it, 0 to 1. */
  readonly confidence?: number | undefined;
}

/** One transcript of a recording; what is in it lies in object storage. */
export interface TranscriptVersion {
  readonly version: number;
  readonly language: string;
  readonly segments: number;
  readonly objectId: string;
  /** ISO-8601. */
  readonly at: string;
}

/** Clocks of engines are not exact, in milliseconds. */
const TOLERANCE_MS = 1_000;

/** Segments come in the order they begin; several may speak at once. @throws TranscriptTimesWrong naming the first wrong one */
export function requireTimes(segments: readonly Segment[], durationMs: number): void {
  for (const [index, { fromMs, toMs }] of segments.entries()) {
    const isOrdered = index === 0 || segments[index - 1]!.fromMs <= fromMs;
    if (isOrdered && fromMs <= toMs && toMs <= durationMs + TOLERANCE_MS) continue;
    throw new TranscriptTimesWrong('A segment is out of order or out of the recording.', { index });
  }
}
