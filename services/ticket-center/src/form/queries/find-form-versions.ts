import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { LessThan } from 'typeorm';
import { FormNotFound } from '../domain/form.errors.js';
import type { FormVersion } from '../domain/form-versions.js';
import type { FormVersionSummary, FormVersionView } from '../form.dto.js';
import { formVersion, FormSchema } from '../infra/form-version.schema.js';

const SUMMARY = { name: true, version: true, note: true, createdAt: true, createdBy: true } as const;

export class GetFormVersion extends Query<FormVersionView> {
  constructor(
    readonly name: string,
    readonly version: number,
  ) {
    super();
  }
}

@QueryHandler(GetFormVersion)
export class GetFormVersionHandler implements IQueryHandler<GetFormVersion> {
  constructor(private readonly database: Database) {}

  async execute({ name, version }: GetFormVersion): Promise<FormVersionView> {
    const row = await (await this.database.reader()).findOneBy(FormSchema, { name, version });
    if (!row) throw new FormNotFound(`There is no version ${version} of the form ${name}.`, { name, version });
    return contentOf(formVersion(row));
  }
}

export class ListFormVersions extends Query<Page<FormVersionSummary>> {
  constructor(
    readonly name: string,
    readonly page: PageQuery,
  ) {
    super();
  }
}

/** Newest first. */
@QueryHandler(ListFormVersions)
export class ListFormVersionsHandler implements IQueryHandler<ListFormVersions> {
  constructor(private readonly database: Database) {}

  async execute({ name, page: { limit, cursor } }: ListFormVersions): Promise<Page<FormVersionSummary>> {
    const before = cursor === undefined ? {} : { version: LessThan(Number(decodeCursor(cursor, 1)[0])) };
    const options = {
      where: { name, ...before },
      select: SUMMARY,
      order: { version: 'DESC' },
      take: limit + 1,
    } as const;
    const rows = await (await this.database.reader()).find(FormSchema, options);
    const { items, next } = pageOf(rows, limit, ({ version }) => [String(version)]);
    return { items: items.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })), next };
  }
}

/** What a version asks, by whom it was published, and how it was written. */
export function contentOf({ createdAt, ...form }: FormVersion): FormVersionView {
  return { ...(form as Omit<FormVersionView, 'createdAt'>), createdAt: createdAt.toISOString() };
}
