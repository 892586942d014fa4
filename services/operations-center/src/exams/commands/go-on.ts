import { Clock } from '#libs/kernel/clock';
import type { ExamAnswer } from '#libs/quality-rules/exam/question';
import { asWritten, shownOrder } from '#libs/quality-rules/exam/shuffle';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Candidate } from '../domain/exam-attempt-record.js';
import type { Proctored } from '../domain/exam-attempt.events.js';
import { ExamAttempts } from '../domain/exam-attempt.repository.js';
import { ExamQuestions } from '../question/exam-questions.js';

export class ResumeAttempt extends Command<void> {
  constructor(
    readonly attemptId: string,
    readonly by: Candidate,
  ) {
    super();
  }
}

@CommandHandler(ResumeAttempt)
export class ResumeAttemptHandler implements ICommandHandler<ResumeAttempt> {
  constructor(
    private readonly attempts: ExamAttempts,
    private readonly clock: Clock,
  ) {}

  execute({ attemptId, by }: ResumeAttempt): Promise<void> {
    return this.attempts.update(attemptId, (attempt) => attempt.resume(by.id, by.device, this.clock.now()));
  }
}

export interface ShownAnswer {
  readonly questionId: string;
  /** In places as they were shown. */
  readonly answer: ExamAnswer;
  readonly sequence: number;
}

export class SaveAnswer extends Command<{ saved: boolean }> {
  constructor(
    readonly attemptId: string,
    readonly shown: ShownAnswer,
    readonly by: Candidate,
  ) {
    super();
  }
}

@CommandHandler(SaveAnswer)
export class SaveAnswerHandler implements ICommandHandler<SaveAnswer> {
  constructor(
    private readonly attempts: ExamAttempts,
    private readonly questions: ExamQuestions,
    private readonly clock: Clock,
  ) {}

  async execute({ attemptId, shown, by }: SaveAnswer): Promise<{ saved: boolean }> {
    const { questionId, sequence } = shown;
    const { seed, questions } = await this.attempts.get(attemptId);
    const versionId = questions.find((each) => each.questionId === questionId)?.versionId ?? '';
    const question = (await this.questions.byVersion([versionId])).get(versionId);
    const answer = question ? asWritten(shown.answer, shownOrder(question.content, questionId, seed)) : null;
    const saved = await this.attempts.update(attemptId, (attempt) =>
      attempt.save(questionId, { answer, sequence }, by, this.clock.now()),
    );
    return { saved };
  }
}

export class NoteSign extends Command<void> {
  constructor(
    readonly attemptId: string,
    readonly what: Proctored,
    readonly questionId: string | null,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(NoteSign)
export class NoteSignHandler implements ICommandHandler<NoteSign> {
  constructor(
    private readonly attempts: ExamAttempts,
    private readonly clock: Clock,
  ) {}

  execute({ attemptId, what, questionId, by }: NoteSign): Promise<void> {
    return this.attempts.update(attemptId, (attempt) => attempt.note(what, questionId, by, this.clock.now()));
  }
}
