import type { Effect } from '../effects.js';
import type { ProcessRecord } from '../records.js';
import type { Snapshot } from '../snapshot.js';

/** What a step must be told, since it has no clock and no calendars. */
export interface Context {
  readonly now: Date;
  /** `duration` is ISO 8601. @throws what the host throws for a calendar it does not have; the engine makes it an incident. */
  addBusinessTime(from: Date, duration: string, calendar: string): Date;
}

export interface StepResult {
  readonly snapshot: Snapshot;
  /** Never empty. */
  readonly records: readonly ProcessRecord[];
  readonly effects: readonly Effect[];
}
