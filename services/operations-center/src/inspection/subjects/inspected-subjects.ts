import { domainError } from '#libs/kernel/domain-error';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Circles } from '#libs/web/access/circles';
import { PersonalBoundary } from '#libs/web/personal/personal-boundary';
import { Injectable } from '@nestjs/common';
import { In, IsNull, MoreThan, Not } from 'typeorm';
import { findingView } from '../findings/finding.dto.js';
import { FindingSchema } from '../findings/finding.schema.js';
import { InspectedTexts, type InspectedText } from '../inspection.api.js';
import type { Placed, Since } from '../live/placed-streams.js';
import { reachedAs } from '../reach.js';
import { inOrder, turnOf } from './judged.js';
import { detailsOf, TurnView, turnView, type SubjectQuery } from './subject.dto.js';
import { SubjectSchema, TurnSchema, type SubjectRow } from './subject.schema.js';

export class SubjectNotFound extends domainError('inspection-subject-not-found', 'not-found') {}

const AT_ONCE = 200;
const READ = 'inspection:read';

/** What was inspected, with what was said and found in it. */
@Injectable()
export class InspectedSubjects extends InspectedTexts {
  constructor(
    private readonly database: Database,
    private readonly circles: Circles,
    private readonly boundary: PersonalBoundary,
  ) {
    super();
  }

  /** Of whom the caller reaches; the newest first. */
  async list({ limit, cursor, ...filter }: SubjectQuery): Promise<Page<SubjectRow>> {
    const query = (await this.#reached(READ)).andWhere(filter);
    if (cursor !== undefined) query.andWhere('s.id < :before', { before: decodeCursor(cursor, 1)[0] });
    const rows = await query
      .orderBy('s.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** What the caller does not reach is not there. @throws SubjectNotFound */
  async reached(id: string, permission = READ): Promise<SubjectRow> {
    const subject = await (await this.#reached(permission)).andWhere({ id }).getOne();
    if (subject === null) throw new SubjectNotFound('It was never inspected.', { id });
    return subject;
  }

  /** @throws SubjectNotFound */
  async details(id: string) {
    const db = await this.database.reader();
    const subject = await this.reached(id);
    const turns = inOrder(await db.findBy(TurnSchema, { subjectId: id }));
    const findings = await db.find(FindingSchema, { where: { subjectId: id }, order: { place: 'ASC' } });
    return detailsOf(subject, turns, findings);
  }

  /** What was said and found behind a place, masked for who asks now. */
  since(subjectId: string): Since {
    const identity = currentContext()?.identity;
    return async (place) => {
      const db = await this.database.reader();
      const wanted = { where: { subjectId, place: MoreThan(place) }, order: { place: 'ASC' as const }, take: AT_ONCE };
      const [turns, findings] = [await db.find(TurnSchema, wanted), await db.find(FindingSchema, wanted)];
      const shown = (turn: ReturnType<typeof turnView>) => this.boundary.shownTo(identity, TurnView, turn);
      const placed: Placed[] = [
        ...turns.map((row) => ({ place: row.place, type: 'turn', data: shown(turnView(row)) })),
        ...findings.map((row) => ({ place: row.place, type: 'finding', data: findingView(row) })),
      ];
      return placed.sort((a, b) => a.place - b.place).slice(0, AT_ONCE);
    };
  }

  async of(ids: readonly string[]): Promise<InspectedText[]> {
    if (ids.length === 0) return [];
    const db = await this.database.reader();
    const turns = await db.findBy(TurnSchema, { subjectId: In([...ids]) });
    const bySubject = Map.groupBy(turns, ({ subjectId }) => subjectId);
    const subjects = await db.findBy(SubjectSchema, { id: In([...bySubject.keys()]) });
    return subjects.map(({ id, channel, endedAt, facts }) => ({
      ...{ id, channel, endedAt, category: typeof facts['category'] === 'string' ? facts['category'] : null },
      turns: inOrder(bySubject.get(id) ?? []).map((row) => ({ ...turnOf(row), seq: row.seq })),
    }));
  }

  async #reached(permission: string) {
    const circle = await this.circles.reachedWith(permission);
    const query = (await this.database.reader()).createQueryBuilder<SubjectRow>(SubjectSchema, 's');
    return query.where(...reachedAs('s', circle));
  }

  async categorised(most: number): Promise<string[]> {
    const db = await this.database.reader();
    const where = { kind: 'ticket' as const, inspectedAt: Not(IsNull()) };
    const select = { id: true, facts: true } as const;
    const rows = await db.find(SubjectSchema, { select, where, order: { inspectedAt: 'DESC' }, take: most });
    return rows.filter(({ facts }) => typeof facts['category'] === 'string').map(({ id }) => id);
  }
}
