import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ExamAttempts } from '../domain/exam-attempt.repository.js';
import { PaperRules } from '../paper/paper-rules.js';

/** By the candidate; null: by the clock, when the time is up. */
export class HandIn extends Command<void> {
  constructor(
    readonly attemptId: string,
    readonly by: string | null,
  ) {
    super();
  }
}

@CommandHandler(HandIn)
export class HandInHandler implements ICommandHandler<HandIn> {
  constructor(
    private readonly attempts: ExamAttempts,
    private readonly rules: PaperRules,
    private readonly clock: Clock,
  ) {}

  async execute({ attemptId, by }: HandIn): Promise<void> {
    const { questions, terms } = await this.attempts.get(attemptId);
    const rules = await this.rules.of(questions, terms);
    await this.attempts.update(attemptId, (attempt) => {
      if (by === null) attempt.runOut(rules, this.clock.now());
      else attempt.handIn(by, rules, this.clock.now());
    });
  }
}
