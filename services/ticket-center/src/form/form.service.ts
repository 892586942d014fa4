import { Clock } from '#libs/kernel/clock';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { StaleVersion } from '#libs/persistence/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { currentContext } from '#libs/persistence/tenant-context';
import type { PageQuery } from '#libs/web/paging';
import { Refusal } from '#libs/web/problem';
import { TenantSeed } from '#libs/web/service-definition';
import { Injectable } from '@nestjs/common';
import { LessThan, type EntityManager } from 'typeorm';
import { FormNotFound } from './form.api.js';
import type { FormBody } from './form.dto.js';
import { judgeBy } from './form-judge.js';
import { FormSchema, type Form } from './form.schema.js';
import { newestForms } from './newest-forms.js';
import { readSeedForms } from './seed-forms.js';

const WITHOUT_SCHEMAS = { name: true, version: true, note: true, createdAt: true, createdBy: true } as const;

@Injectable()
export class FormService extends TenantSeed {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** The newest version of each. */
  async list({ limit, cursor }: PageQuery): Promise<Page<Omit<Form, 'jsonSchema' | 'uiSchema'>>> {
    const query = newestForms(await this.database.reader(), WITHOUT_SCHEMAS)
      .orderBy('form.name')
      .limit(limit + 1);
    if (cursor !== undefined) query.andWhere('form.name > :after', { after: decodeCursor(cursor, 1)[0]! });
    return pageOf(await query.getMany(), limit, ({ name }) => [name]);
  }

  async versions(name: string, { limit, cursor }: PageQuery): Promise<Page<Omit<Form, 'jsonSchema' | 'uiSchema'>>> {
    const before = cursor === undefined ? {} : { version: LessThan(Number(decodeCursor(cursor, 1)[0])) };
    const rows = await (
      await this.database.reader()
    ).find(FormSchema, {
      where: { name, ...before },
      select: WITHOUT_SCHEMAS,
      order: { version: 'DESC' },
      take: limit + 1,
    });
    return pageOf(rows, limit, ({ version }) => [String(version)]);
  }

  /** @throws FormNotFound */
  async newest(name: string): Promise<Form> {
    const found = await newest(await this.database.reader(), name);
    if (!found) throw new FormNotFound(`There is no form ${name}.`, { name });
    return found;
  }

  /**
   * The next version.
   * @throws FormSchemaRefused; StaleVersion, Refusal 428 when it is not said which version is followed
   */
  async put(name: string, body: FormBody, by: string): Promise<Form> {
    judgeBy(body.jsonSchema);
    return this.database.transaction(async (tx) => {
      const current = await newest(tx, name);
      if (current) requireFollowed(current);
      const form = { name, ...body, version: (current?.version ?? 0) + 1, createdAt: this.clock.now(), createdBy: by };
      await tx.insert(FormSchema, form as object).catch((error: unknown) => {
        throw isDuplicateKey(error) ? changedMeanwhile(name) : error;
      });
      return form;
    });
  }

  /** Those that are not there: a process that came with a newer release needs its forms. */
  override async seed(): Promise<void> {
    const seeds = await readSeedForms();
    await this.database.transaction(async (tx) => {
      const known = new Set((await newestForms(tx, { name: true, version: true }).getMany()).map(({ name }) => name));
      const first = { version: 1, note: '', createdAt: this.clock.now(), createdBy: 'system' };
      const forms = seeds.filter(({ name }) => !known.has(name)).map((seed) => ({ ...seed, ...first }));
      if (forms.length > 0) await tx.insert(FormSchema, forms as object[]);
    });
  }
}

async function newest(reader: EntityManager, name: string): Promise<Form | null> {
  return reader.findOne(FormSchema, { where: { name }, order: { version: 'DESC' } });
}

function requireFollowed({ name, version }: Form): void {
  const precondition = currentContext()?.precondition;
  if (!precondition)
    throw new Refusal(428, 'if-match-required', 'Say which version this one follows: send its ETag as If-Match.');
  if (precondition.version !== version) throw changedMeanwhile(name);
}

function changedMeanwhile(name: string): StaleVersion {
  return new StaleVersion('The form was changed by someone else in the meantime.', { name });
}
