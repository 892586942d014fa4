import type { EvaluatedSubject } from '#libs/contracts/operations-center/quality-events';
import type { Origin } from './evaluation-record.js';

/** What is judged, by what, and why. */
export interface Commission {
  readonly subject: EvaluatedSubject;
  readonly agentId: string | null;
  readonly teamId: string | null;
  readonly channel: string;
  readonly finishedAt: Date;
  readonly scorecardId: string;
  readonly scorecardVersion: number;
  readonly origin: Origin;
  readonly drawId: string | null;
  /** Of two who judge the same and must not know of each other. */
  readonly twinId: string | null;
  readonly dueAt: Date | null;
}
