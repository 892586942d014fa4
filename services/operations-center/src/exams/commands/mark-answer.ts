import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ExamAttempts } from '../domain/exam-attempt.repository.js';
import { PaperRules } from '../paper/paper-rules.js';

export class MarkAnswer extends Command<void> {
  constructor(
    readonly attemptId: string,
    readonly questionId: string,
    readonly points: number,
    readonly comment: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(MarkAnswer)
export class MarkAnswerHandler implements ICommandHandler<MarkAnswer> {
  constructor(
    private readonly attempts: ExamAttempts,
    private readonly rules: PaperRules,
    private readonly clock: Clock,
  ) {}

  async execute({ attemptId, questionId, points, comment, by }: MarkAnswer): Promise<void> {
    const { questions, terms } = await this.attempts.get(attemptId);
    const rules = await this.rules.of(questions, terms);
    await this.attempts.update(attemptId, (attempt) =>
      attempt.markQuestion(questionId, points, comment, by, rules, this.clock.now()),
    );
  }
}

export class ReleaseAttempt extends Command<void> {
  constructor(
    readonly attemptId: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(ReleaseAttempt)
export class ReleaseAttemptHandler implements ICommandHandler<ReleaseAttempt> {
  constructor(
    private readonly attempts: ExamAttempts,
    private readonly clock: Clock,
  ) {}

  execute({ attemptId, by }: ReleaseAttempt): Promise<void> {
    return this.attempts.update(attemptId, (attempt) => attempt.release(by, this.clock.now()));
  }
}
