import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/leased-rounds';
import { LOGGER } from '#libs/web/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { In, LessThan, LessThanOrEqual } from 'typeorm';
import { Inspections } from './inspections.js';
import { RemoteTexts } from './remote-texts.js';
import { SubjectSchema, TurnSchema, type SubjectRow } from './subject.schema.js';
import { Subjects } from './subjects.js';

const EVERY_MS = 1_000;
const LEASE_MS = 30_000;
const AT_ONCE = 50;
const MOST_ATTEMPTS = 12;
const LONGEST_WAIT_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** What was said is kept so long after its end; findings stay, without the words. */
const KEPT_DAYS = 180;

/** Inspects all of what has ended, as soon as it is due; what was said in it is fetched first, where it is kept elsewhere. */
@Injectable()
export class EndedSubjects {
  readonly rounds: Rounds;

  constructor(
    private readonly database: Database,
    private readonly subjects: Subjects,
    private readonly inspections: Inspections,
    private readonly texts: RemoteTexts,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
    leasedRounds: LeasedRounds,
  ) {
    this.rounds = leasedRounds.of({
      job: 'inspection-ends',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'what has ended is not inspected now',
      work: async (rounds) => {
        if (await rounds.isOurs()) await rounds.inEachTenant(() => this.#round(rounds));
      },
    });
  }

  async #round(rounds: Rounds): Promise<void> {
    const db = await this.database.reader();
    const where = { dueAt: LessThanOrEqual(this.clock.now()) };
    const due = await db.find(SubjectSchema, { where, order: { dueAt: 'ASC' }, take: AT_ONCE });
    for (const subject of due) {
      if (!(await rounds.isOurs())) return;
      await this.#inspect(subject);
    }
    await this.#settleDemands();
    await this.#forget();
  }

  async #inspect(subject: SubjectRow): Promise<void> {
    try {
      await this.#fetch(subject);
      await this.inspections.finish(subject.id);
    } catch (error) {
      this.logger.warn({ err: error, subject: subject.id, attempts: subject.attempts + 1 }, 'not inspected yet');
      await this.subjects.tellKnown(subject.id, this.#later(subject.attempts + 1));
    }
  }

  async #fetch({ id, kind, conversationId, lastSeq }: SubjectRow): Promise<void> {
    if (kind === 'call' || (kind === 'chat' && conversationId === null)) return;
    const text = kind === 'chat' ? await this.texts.chat(conversationId!, lastSeq) : await this.texts.ticket(id);
    if (text !== null) await this.inspections.take(id, kind, text.turns, text.news);
  }

  #later(attempts: number) {
    const wait = Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** attempts);
    return { attempts, dueAt: attempts >= MOST_ATTEMPTS ? null : new Date(this.clock.now().getTime() + wait) };
  }

  /** Nobody came again. */
  async #settleDemands(): Promise<void> {
    const due = { demand: 'open' as const, demandDueAt: LessThanOrEqual(this.clock.now()) };
    const met = { demand: 'met' as const, demandBy: 'not-repeated', demandDueAt: null };
    const db = await this.database.reader();
    if (await db.existsBy(SubjectSchema, due))
      await this.database.transaction((tx) => tx.update(SubjectSchema, due, met));
  }

  /** A few at a time: a subject without a time of inspection is forgotten already. */
  async #forget(): Promise<void> {
    const inspectedAt = LessThan(new Date(this.clock.now().getTime() - KEPT_DAYS * DAY_MS));
    const db = await this.database.reader();
    const select = { id: true } as const;
    const old = await db.find(SubjectSchema, {
      select,
      where: { inspectedAt },
      order: { inspectedAt: 'ASC' },
      take: AT_ONCE,
    });
    if (old.length === 0) return;
    const ids = old.map(({ id }) => id);
    await this.database.transaction(async (tx) => {
      await tx.delete(TurnSchema, { subjectId: In(ids) });
      await tx.update(SubjectSchema, { id: In(ids) }, { inspectedAt: null });
    });
  }
}
