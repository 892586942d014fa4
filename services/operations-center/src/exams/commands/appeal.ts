import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ExamAttempts } from '../domain/exam-attempt.repository.js';
import { PaperRules } from '../paper/paper-rules.js';

export class MakeAppeal extends Command<void> {
  constructor(
    readonly attemptId: string,
    readonly reason: string,
    readonly questionIds: readonly string[],
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(MakeAppeal)
export class MakeAppealHandler implements ICommandHandler<MakeAppeal> {
  constructor(
    private readonly attempts: ExamAttempts,
    private readonly clock: Clock,
  ) {}

  execute({ attemptId, reason, questionIds, by }: MakeAppeal): Promise<void> {
    return this.attempts.update(attemptId, (attempt) => attempt.complain(reason, questionIds, by, this.clock.now()));
  }
}

export class DecideAppeal extends Command<void> {
  constructor(
    readonly attemptId: string,
    readonly points: Readonly<Record<string, number>>,
    readonly answer: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(DecideAppeal)
export class DecideAppealHandler implements ICommandHandler<DecideAppeal> {
  constructor(
    private readonly attempts: ExamAttempts,
    private readonly rules: PaperRules,
    private readonly clock: Clock,
  ) {}

  async execute({ attemptId, points, answer, by }: DecideAppeal): Promise<void> {
    const { questions, terms } = await this.attempts.get(attemptId);
    const rules = await this.rules.of(questions, terms);
    await this.attempts.update(attemptId, (attempt) =>
      attempt.decideAppeal(points, answer, by, rules, this.clock.now()),
    );
  }
}
