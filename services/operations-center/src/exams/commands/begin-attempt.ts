import { randomInt } from 'node:crypto';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { refuseAnother } from '../domain/allowance.js';
import { ExamAttempt } from '../domain/exam-attempt.aggregate.js';
import { ExamAttempts } from '../domain/exam-attempt.repository.js';
import { Exams } from '../paper/exams.js';
import { Papers } from '../paper/papers.js';

const SEEDS = 0x7fff_ffff;

export class BeginAttempt extends Command<{ attemptId: string }> {
  constructor(
    readonly examId: string,
    readonly candidateId: string,
    readonly device: string,
  ) {
    super();
  }
}

@CommandHandler(BeginAttempt)
export class BeginAttemptHandler implements ICommandHandler<BeginAttempt> {
  constructor(
    private readonly attempts: ExamAttempts,
    private readonly exams: Exams,
    private readonly papers: Papers,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute({ examId, candidateId, device }: BeginAttempt): Promise<{ attemptId: string }> {
    const now = this.clock.now();
    const exam = await this.exams.get(examId);
    const earlier = await this.attempts.of(candidateId, examId);
    refuseAnother(earlier, exam.terms, exam, now);
    const about = { id: newId(now), examId, candidateId, number: earlier.length + 1, device, closesAt: exam.closesAt };
    await this.database.transaction(async () => {
      const { id: paperId, questions } = await this.papers.forAttempt(exam);
      const seed = randomInt(SEEDS);
      await this.attempts.add(ExamAttempt.begin({ ...about, paperId, questions, seed, terms: exam.terms }, now));
    });
    return { attemptId: about.id };
  }
}
