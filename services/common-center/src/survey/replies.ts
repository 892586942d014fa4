import { randomUUID } from 'node:crypto';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { addToRows } from '#libs/persistence/rows/add-to-rows';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { audienceOf, GetMembership } from '../identity/membership.api.js';
import { faultOf, figuresOf } from './figures.js';
import { ReplySchema, SurveySchema, TallySchema, type ReplyRow, type SurveyRow } from './survey.schema.js';
import { found, replyKeyOf, SurveyNotFound, SurveyNotOpen } from './surveys.js';

export class SurveyAnswersWrong extends domainError('survey-answers-wrong', 'invalid') {}
export class SurveyAnsweredAlready extends domainError('survey-answered-already', 'conflict') {}

export interface Reply {
  readonly surveyId: string;
  /** An account, or whatever tells one customer from another. */
  readonly respondent: string;
  readonly isAgent: boolean;
  readonly answers: ReplyRow['answers'];
}

const MOST_WORDS_SHOWN = 200;

/** What is said, and what comes of it. */
@Injectable()
export class Replies {
  constructor(
    private readonly database: Database,
    private readonly queries: QueryBus,
    private readonly clock: Clock,
  ) {}

  /** @throws SurveyNotFound where they are not asked, SurveyNotOpen, SurveyAnswersWrong, SurveyAnsweredAlready */
  async take({ surveyId, respondent, isAgent, answers }: Reply): Promise<void> {
    const survey = await found(await this.database.reader(), surveyId);
    await this.#requireAsked(survey, respondent, isAgent);
    this.#requireOpen(survey);
    const kept = checked(survey, answers);
    const at = this.clock.now();
    // An id that tells the time would tell who, next to any list of who was there when.
    const who = survey.isAnonymous
      ? { id: randomUUID(), respondentId: null, at: null }
      : { id: newId(at), respondentId: respondent, at };
    const row = { ...who, surveyId, replyKey: replyKeyOf(survey, respondent), answers: kept };
    const tallies = Object.entries(kept)
      .flatMap(([questionId, score]) => (typeof score === 'number' ? [{ surveyId, questionId, score, times: 1 }] : []))
      .sort((a, b) => (a.questionId < b.questionId ? -1 : 1));
    await this.database.transaction(async (tx) => {
      await insertRows(tx, ReplySchema, [row]).catch((error: unknown) => {
        throw isDuplicateKey(error) ? new SurveyAnsweredAlready('They have replied already.', { id: surveyId }) : error;
      });
      await addToRows(tx, TallySchema, tallies, { sums: ['times'] });
      await tx.increment(SurveySchema, { id: surveyId }, 'replies', 1);
    });
  }

  /** Of fewer replies than it says only how many there are: nobody is to be told from the others. */
  async results(survey: SurveyRow) {
    const { id: surveyId, questions, replies, invited, fewestReplies } = survey;
    const responseRate = invited === null || invited === 0 ? null : Math.min(1, replies / invited);
    const isShown = replies >= fewestReplies;
    const db = await this.database.reader();
    const tallies = isShown ? await db.findBy(TallySchema, { surveyId }) : [];
    const said = isShown
      ? await db.find(ReplySchema, { where: { surveyId }, order: { id: 'ASC' }, take: MOST_WORDS_SHOWN })
      : [];
    const results = questions.map((question) => {
      const { id, text } = question;
      if (question.kind === 'text')
        return { id, text, figures: null, scores: [], words: said.flatMap(({ answers }) => wordsIn(answers[id])) };
      const own = tallies.filter(({ questionId }) => questionId === id);
      const scores = own.map(({ score, times }) => ({ score, times })).sort((a, b) => a.score - b.score);
      return { id, text, figures: figuresOf(question, own), scores, words: [] };
    });
    return { replies, invited, responseRate, isShown, questions: results };
  }

  async #requireAsked({ id, audience }: SurveyRow, respondent: string, isAgent: boolean): Promise<void> {
    const own = isAgent ? audienceOf(await this.queries.execute(new GetMembership(respondent))) : [];
    const isAsked = isAgent ? audience.some((each) => own.includes(each)) : audience.length === 0;
    if (!isAsked) throw new SurveyNotFound('There is no such survey.', { id });
  }

  #requireOpen({ id, state, closesAt }: SurveyRow): void {
    const isOver = closesAt !== null && closesAt <= this.clock.now();
    if (state !== 'open' || isOver) throw new SurveyNotOpen('It is not open.', { id });
  }
}

/** What its questions ask for, and nothing else. @throws SurveyAnswersWrong */
function checked({ id, questions }: SurveyRow, answers: ReplyRow['answers']): ReplyRow['answers'] {
  const offending = questions.flatMap((question) => {
    const message = faultOf(question, answers[question.id]);
    return message === null ? [] : [{ field: question.id, message }];
  });
  if (offending.length > 0) throw new SurveyAnswersWrong('Some answers do not fit.', { id, offending });
  return Object.fromEntries(
    questions.flatMap(({ id: each }) => (answers[each] === undefined ? [] : [[each, answers[each]]])),
  );
}

function wordsIn(answer: number | string | undefined): string[] {
  return typeof answer === 'string' && answer !== '' ? [answer] : [];
}
