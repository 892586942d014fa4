import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { EnrolmentSchema } from '../infra/enrolment.schema.js';

/** Who has completed what, for other contexts. */
@Injectable()
export class Completions {
  constructor(private readonly database: Database) {}

  /** When each person completed a course, the last time of each. @param atMost completions, the newest ones */
  async of(courseId: string, atMost: number): Promise<ReadonlyMap<string, Date>> {
    const options = { select: { personId: true, completedAt: true }, take: atMost } as const;
    const where = { courseId, status: 'completed' as const };
    const rows = await (
      await this.database.reader()
    ).find(EnrolmentSchema, { ...options, where, order: { id: 'DESC' } });
    return new Map(rows.toReversed().map(({ personId, completedAt }) => [personId, completedAt!]));
  }
}
