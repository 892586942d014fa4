import { Module } from '@nestjs/common';
import { Learners } from '../training/learner/learners.api.js';
import { AttemptDeadlines } from './attempt-deadlines.js';
import { examReach } from './exam-reach.js';
import { ExamAttemptController } from './attempt/exam-attempt.controller.js';
import { ExamMarkingController } from './attempt/exam-marking.controller.js';
import { DecideAppealHandler, MakeAppealHandler } from './commands/appeal.js';
import { BeginAttemptHandler } from './commands/begin-attempt.js';
import { NoteSignHandler, ResumeAttemptHandler, SaveAnswerHandler } from './commands/go-on.js';
import { HandInHandler } from './commands/hand-in.js';
import { MarkAnswerHandler, ReleaseAttemptHandler } from './commands/mark-answer.js';
import { ExamAttempts } from './domain/exam-attempt.repository.js';
import { TypeormExamAttempts } from './infra/typeorm-exam-attempts.js';
import { ExamController } from './paper/exam.controller.js';
import { Exams } from './paper/exams.js';
import { PaperRules } from './paper/paper-rules.js';
import { Papers } from './paper/papers.js';
import { GetAttemptRecordHandler } from './queries/get-attempt-record.js';
import { GetAttemptHandler } from './queries/get-attempt.js';
import { ListAttemptsHandler } from './queries/list-attempts.js';
import { GetAnswerToMarkHandler, ListMarkingTasksHandler } from './queries/marking-tasks.js';
import { Dialogues } from './question/dialogues.js';
import { ExamQuestionController } from './question/exam-question.controller.js';
import { ExamQuestions } from './question/exam-questions.js';
import { ExamReportController } from './report/exam-report.controller.js';
import { ExamReports } from './report/exam-reports.js';

/** The bank of questions, papers drawn from it, attempts at them, and what they say of people and of questions. */
@Module({
  controllers: [
    ...[ExamQuestionController, ExamController, ExamAttemptController],
    ...[ExamMarkingController, ExamReportController],
  ],
  providers: [
    examReach,
    { provide: ExamAttempts, useClass: TypeormExamAttempts },
    ...[ExamQuestions, Dialogues, Exams, Papers, PaperRules, AttemptDeadlines, ExamReports, Learners],
    ...[BeginAttemptHandler, ResumeAttemptHandler, SaveAnswerHandler, NoteSignHandler, HandInHandler],
    ...[MarkAnswerHandler, ReleaseAttemptHandler, MakeAppealHandler, DecideAppealHandler],
    ...[GetAttemptHandler, ListAttemptsHandler, GetAttemptRecordHandler],
    ...[ListMarkingTasksHandler, GetAnswerToMarkHandler],
  ],
})
export class ExamsModule {}
