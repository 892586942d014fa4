import { Database } from '#libs/persistence/database';
import type { Severity } from '#libs/quality-rules/inspection/rule';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { InspectedFactsReader, type InspectedFacts } from '../inspection.api.js';
import { SubjectSchema, type SubjectRow } from '../subjects/subject.schema.js';
import { FindingSchema, type FindingRow } from './finding.schema.js';

interface Counted {
  readonly subjectId: string;
  readonly severity: Severity;
  readonly count: number | string;
}

/** What was found in calls, chats and tickets, and what else is known of them. */
@Injectable()
export class StoredFacts extends InspectedFactsReader {
  constructor(private readonly database: Database) {
    super();
  }

  async of(ids: readonly string[]): Promise<ReadonlyMap<string, InspectedFacts>> {
    const db = await this.database.reader();
    const subjects = await db.findBy(SubjectSchema, { id: In([...ids]) });
    const counted = await db
      .createQueryBuilder<FindingRow>(FindingSchema, 'f')
      .select('f.subjectId', 'subjectId')
      .addSelect('f.severity', 'severity')
      .addSelect('COUNT(*)', 'count')
      .where({ subjectId: In([...ids]) })
      .andWhere("f.state = 'standing' AND (f.mark IS NULL OR f.mark <> 'false-positive')")
      .groupBy('f.subjectId')
      .addGroupBy('f.severity')
      .getRawMany<Counted>();
    const found = Map.groupBy(counted, ({ subjectId }) => subjectId);
    return new Map(subjects.map((subject) => [subject.id, factsOf(subject, found.get(subject.id) ?? [])]));
  }
}

function factsOf({ state, demand, facts }: SubjectRow, found: readonly Counted[]): InspectedFacts {
  const count = (of: Severity) => Number(found.find(({ severity }) => severity === of)?.count ?? 0);
  const { satisfaction, wrapUpCode } = facts;
  return {
    isInspected: state === 'inspected',
    ...{ hintFindings: count('hint'), minorFindings: count('minor') },
    ...{ majorFindings: count('major'), fatalFindings: count('fatal') },
    demandMet: demand === 'met' ? true : demand === 'not-met' ? false : null,
    rating: typeof satisfaction === 'number' ? satisfaction : null,
    wrapUpCode: typeof wrapUpCode === 'string' ? wrapUpCode : null,
  };
}
