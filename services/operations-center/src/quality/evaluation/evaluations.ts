import { Repository } from '#libs/kernel/repository';
import type { Evaluation } from './evaluation.aggregate.js';
import type { EvaluationTwin } from './evaluation.schema.js';

export abstract class Evaluations extends Repository<Evaluation> {
  /** Whoever asks for it within a transaction has it alone until its end. */
  abstract twinOf(twinId: string): Promise<EvaluationTwin>;
  abstract addTwin(twin: EvaluationTwin): Promise<void>;
  abstract changeTwin(twinId: string, change: Partial<EvaluationTwin>): Promise<void>;
  /** Ids of those whom to tell of that they are late now, the longest first. */
  abstract toRemind(now: Date, atMost: number): Promise<string[]>;
  abstract isJudged(subjectId: string, scorecardId: string): Promise<boolean>;
}
