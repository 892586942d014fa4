import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { updateRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { In, IsNull, Not } from 'typeorm';
import { CourseSchema } from '../course/course.schema.js';
import { Enrolments } from '../domain/enrolment.repository.js';
import { Assigning } from '../enrolment/assigning.js';
import { EnrolmentSchema } from '../infra/enrolment.schema.js';
import { MicroOfferSchema, type MicroOfferRow } from './micro.schema.js';

export class MicroOfferNotFound extends domainError('micro-offer-not-found', 'not-found') {}
export class MicroOfferEnded extends domainError('micro-offer-ended', 'conflict') {}

const MOST_COURSES = 200;

/** Something short to learn, offered to who has nothing to do. */
@Injectable()
export class MicroOffers {
  constructor(
    private readonly database: Database,
    private readonly enrolments: Enrolments,
    private readonly assigning: Assigning,
    private readonly clock: Clock,
  ) {}

  /** What these agents have now. */
  async liveOf(agentIds: readonly string[]): Promise<MicroOfferRow[]> {
    return (await this.database.reader()).findBy(MicroOfferSchema, { liveKey: In([...agentIds]) });
  }

  /** Who has one now. */
  async holders(): Promise<string[]> {
    const rows = await (await this.database.reader()).findBy(MicroOfferSchema, { liveKey: Not(IsNull()) });
    return rows.map(({ agentId }) => agentId);
  }

  /** What they have begun or were assigned, else what they have not had yet; nothing where there is no such course. */
  async offer(agentId: string): Promise<void> {
    const courseId = await this.#courseFor(agentId);
    if (courseId === null) return;
    const now = this.clock.now();
    const row = { id: newId(now), agentId, courseId, state: 'open' as const, liveKey: agentId };
    await this.database
      .transaction((tx) => tx.insert(MicroOfferSchema, { ...row, offeredAt: now, endedAt: null }))
      .catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
      });
  }

  /** There is work again: whether they have begun or not. */
  async withdraw(agentIds: readonly string[]): Promise<void> {
    const ended = { state: 'withdrawn' as const, liveKey: null, endedAt: this.clock.now() };
    if (agentIds.length === 0) return;
    await this.database.transaction((tx) => tx.update(MicroOfferSchema, { liveKey: In([...agentIds]) }, ended));
  }

  /** @returns the enrolment to go on with. @throws MicroOfferNotFound, MicroOfferEnded */
  async take(id: string, agentId: string): Promise<string> {
    return this.database.transaction(async (tx) => {
      const { courseId } = await this.#end(id, agentId, { state: 'taken' });
      await this.assigning.assign({ courseId, pathId: null }, [agentId], { kind: 'idle-time', by: id }, null);
      const enrolment = await tx.findOneByOrFail(EnrolmentSchema, { openKey: `${courseId}:${agentId}` });
      return enrolment.id;
    });
  }

  /** @throws MicroOfferNotFound, MicroOfferEnded */
  async decline(id: string, agentId: string): Promise<void> {
    await this.#end(id, agentId, { state: 'declined', liveKey: null, endedAt: this.clock.now() });
  }

  async #end(id: string, agentId: string, change: Partial<MicroOfferRow>): Promise<MicroOfferRow> {
    return this.database.transaction(async (tx) => {
      const row = await tx.findOneBy(MicroOfferSchema, { id, agentId });
      if (!row) throw new MicroOfferNotFound('There is no such offer.', { id });
      if ((await updateRows(tx, MicroOfferSchema, { id, state: 'open' }, change)) !== 1)
        throw new MicroOfferEnded('The offer is over.', { facts: { state: row.state } });
      return row;
    });
  }

  async #courseFor(agentId: string): Promise<string | null> {
    const reader = await this.database.reader();
    const where = { micro: true, retired: false };
    const courses = await reader.find(CourseSchema, { where, order: { id: 'ASC' }, take: MOST_COURSES });
    const ids = courses.map(({ id }) => id);
    const completed = await this.enrolments.completed(ids, agentId);
    const assigned = await reader.findBy(EnrolmentSchema, { openKey: In(ids.map((id) => `${id}:${agentId}`)) });
    const ready = courses.filter(({ id, content }) => {
      return !completed.has(id) && content.prerequisites.every((each) => completed.has(each));
    });
    const begun = ready.find(({ id }) => assigned.some(({ courseId }) => courseId === id));
    return (begun ?? ready[0])?.id ?? null;
  }
}
