import { setImmediate as pause } from 'node:timers/promises';
import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { updateRows } from '#libs/persistence/rows/plain-rows';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { isIn, type JudgingRules } from '../rule-sets/live-rules.js';
import { PublishedRulesSchema } from '../rule-sets/rule-set.schema.js';
import { RuleSets } from '../rule-sets/rule-sets.js';
import { Settings } from '../rule-sets/settings.js';
import { judged } from '../subjects/judged.js';
import { SubjectSchema, TurnSchema, type SubjectRow } from '../subjects/subject.schema.js';
import { compared, type TrialResult } from './compared.js';
import { TrialSchema, type TrialRow } from './trial.schema.js';
import { Trials } from './trials.js';

const EVERY_MS = 1_000;
const LEASE_MS = 30_000;
/** Subjects between two looks at who has the work, and whether it is still wanted. */
const PIECE = 50;
/** Of a piece; between them others have their turn. */
const MOST_ATTEMPTS = 5;
const AGAIN_AFTER_MS = 10_000;

/** Tries drafts on history piece by piece: a crash costs a piece, and each counts once. */
@Injectable()
export class TrialRounds {
  readonly rounds: Rounds;

  constructor(
    private readonly database: Database,
    private readonly trials: Trials,
    private readonly sets: RuleSets,
    private readonly settings: Settings,
    private readonly clock: Clock,
    leasedRounds: LeasedRounds,
  ) {
    this.rounds = leasedRounds.of({
      job: 'inspection-trials',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'rules are not tried now',
      work: async (rounds) => {
        if (await rounds.isOurs()) await rounds.inEachTenant(() => this.#round(rounds));
      },
    });
  }

  async #round(rounds: Rounds): Promise<void> {
    for (const trial of await this.trials.due()) {
      if (!(await this.#claimed(trial))) continue;
      const rules = await this.#rulesOf(trial);
      for (let at: TrialRow | null = trial; at !== null && (await rounds.isOurs());) at = await this.#piece(at, rules);
    }
  }

  /** A piece that takes the process with it, or throws, is begun a few times: then the trial fails, and others go on. */
  #claimed({ id, done, attempts }: TrialRow): Promise<boolean> {
    const begun = (attempts ?? 0) + 1;
    const now = this.clock.now();
    const failed = { state: 'failed' as const, dueAt: null, endedAt: now };
    const next = { attempts: begun, dueAt: new Date(now.getTime() + begun * AGAIN_AFTER_MS) };
    return this.database.transaction(async (tx) => {
      const where = { id, state: 'running' as const, done };
      const saved = await updateRows(tx, TrialSchema, where, begun > MOST_ATTEMPTS ? failed : next);
      return saved === 1 && begun <= MOST_ATTEMPTS;
    });
  }

  async #rulesOf({ ruleSetId, draft, liveNo }: TrialRow) {
    const rulesOf = async (no: number, content: JudgingRules['content']): Promise<JudgingRules> => {
      return { ruleSetId, no, content, setting: await this.settings.of(content) };
    };
    const db = await this.database.reader();
    const live = liveNo === null ? null : await db.findOneBy(PublishedRulesSchema, { ruleSetId, no: liveNo });
    return { draft: await rulesOf(0, draft), live: live && (await rulesOf(live.no, live.content)) };
  }

  /** The trial as it is then; null: nothing is left of it. */
  async #piece(trial: TrialRow, rules: { draft: JudgingRules; live: JudgingRules | null }): Promise<TrialRow | null> {
    const db = await this.database.reader();
    const subjects = await nextSubjects(db, trial);
    const turns = await db.findBy(TurnSchema, { subjectId: In(subjects.map(({ id }) => id)) });
    let result: TrialResult = trial.result;
    for (const subject of subjects) {
      const said = turns.filter(({ subjectId }) => subjectId === subject.id);
      const found = (by: JudgingRules | null) =>
        by !== null && isIn(by.content.scope, subject) ? judged(said, [by], subject.facts, true) : [];
      result = compared(result, subject.id, found(rules.draft), found(rules.live));
      await pause();
    }
    const last = subjects.at(-1);
    const cursor = last === undefined ? {} : { cursorAt: last.inspectedAt, cursorId: last.id };
    return this.#save(
      trial,
      { ...trial, ...cursor, result, done: trial.done + subjects.length, attempts: 0, dueAt: this.clock.now() },
      subjects.length < PIECE,
    );
  }

  /** Only where nobody else has gone on with it, and nobody has cancelled it. */
  #save(before: TrialRow, after: TrialRow, isDone: boolean): Promise<TrialRow | null> {
    return this.database.transaction(async (tx) => {
      const ended = isDone ? { state: 'ended' as const, dueAt: null, endedAt: this.clock.now() } : {};
      const where = { id: before.id, state: 'running' as const, done: before.done };
      const saved = await updateRows(tx, TrialSchema, where, { ...after, ...ended });
      if (saved !== 1) return null;
      if (isDone) await this.sets.tried(tx, before.ruleSetId, before.draftNo);
      return isDone ? null : after;
    });
  }
}

function nextSubjects(db: EntityManager, { fromAt, toAt, cursorAt, cursorId }: TrialRow): Promise<SubjectRow[]> {
  const query = db
    .createQueryBuilder<SubjectRow>(SubjectSchema, 's')
    .where('s.inspectedAt BETWEEN :fromAt AND :toAt', { fromAt, toAt });
  if (cursorAt !== null)
    query.andWhere('(s.inspectedAt > :cursorAt OR (s.inspectedAt = :cursorAt AND s.id > :cursorId))', {
      cursorAt,
      cursorId,
    });
  return query.orderBy('s.inspectedAt', 'ASC').addOrderBy('s.id', 'ASC').limit(PIECE).getMany();
}
