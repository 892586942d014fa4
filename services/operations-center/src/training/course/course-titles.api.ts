import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { CourseSchema } from './course.schema.js';

export class TaughtCourseUnknown extends domainError('taught-course-unknown', 'invalid') {}

/** How courses are called, for other contexts. */
@Injectable()
export class CourseTitles {
  constructor(private readonly database: Database) {}

  async of(ids: readonly string[]): Promise<KnownTitles> {
    if (ids.length === 0) return new KnownTitles(new Map());
    const options = { select: { id: true, title: true }, where: { id: In([...new Set(ids)]) } } as const;
    const rows = await (await this.database.reader()).find(CourseSchema, options);
    return new KnownTitles(new Map(rows.map(({ id, title }) => [id, title])));
  }
}

class KnownTitles {
  constructor(private readonly titles: ReadonlyMap<string, string>) {}

  /** @throws TaughtCourseUnknown */
  named(id: string): { id: string; title: string } {
    const title = this.titles.get(id);
    if (title === undefined) throw new TaughtCourseUnknown('There is no such course.', { id });
    return { id, title };
  }
}
