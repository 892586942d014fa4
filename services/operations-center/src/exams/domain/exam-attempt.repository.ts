import { Repository } from '#libs/kernel/repository';
import type { EarlierAttempt } from './allowance.js';
import type { ExamAttempt } from './exam-attempt.aggregate.js';

export abstract class ExamAttempts extends Repository<ExamAttempt> {
  /** In their order. */
  abstract of(candidateId: string, examId: string): Promise<EarlierAttempt[]>;
  /** Ids of those whose time is up, the longest first. */
  abstract runOut(now: Date, atMost: number): Promise<string[]>;
}
