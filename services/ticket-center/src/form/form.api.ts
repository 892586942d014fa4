import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { currentTenant } from '#libs/persistence/tenant-context';
import { TenantMemory } from '#libs/persistence/tenant-memory';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { fieldsOf, judgeBy, type FormJudge } from './form-judge.js';
import { FormSchema, type Form } from './form.schema.js';
import { newestForms } from './newest-forms.js';

export class FormNotFound extends domainError('form-not-found', 'not-found') {}

export interface FormRef {
  readonly name: string;
  readonly version: number;
}

const JUDGES = 1_000;

/** What other contexts ask of forms. */
@Injectable()
export class Forms {
  readonly #versions: TenantMemory<ReadonlyMap<string, number>>;
  readonly #judges = new LRUCache<string, FormJudge>({ max: JUDGES });

  constructor(
    private readonly database: Database,
    clock: Clock,
  ) {
    this.#versions = new TenantMemory(clock, () => this.#loadVersions());
  }

  /** The fields of the newest version of each. */
  async fields(): Promise<ReadonlyMap<string, readonly string[]>> {
    const newest = await newestForms(await this.database.reader(), {
      name: true,
      version: true,
      jsonSchema: true,
    }).getMany();
    return new Map(newest.map(({ name, jsonSchema }) => [name, fieldsOf(jsonSchema)]));
  }

  /** The newest version of each, as it was some seconds ago; of a name asked for that was not there then, as it is. */
  async versions(names: Iterable<string>): Promise<ReadonlyMap<string, number>> {
    const known = await this.#versions.get();
    return [...names].every((name) => known.has(name)) ? known : this.#versions.get({ fresh: true });
  }

  /** @throws FormNotFound */
  async get({ name, version }: FormRef): Promise<Form> {
    const found = await (await this.database.reader()).findOneBy(FormSchema, { name, version });
    if (!found) throw new FormNotFound(`There is no version ${version} of the form ${name}.`, { name, version });
    return found;
  }

  /** @throws ValidationFailed naming the fields, AnswerTooHard, FormNotFound */
  async judge(form: FormRef, answer: unknown): Promise<void> {
    (await this.#judge(form))(answer);
  }

  async #judge(form: FormRef): Promise<FormJudge> {
    const key = `${currentTenant()}/${form.version}/${form.name}`;
    const known = this.#judges.get(key);
    if (known) return known;
    const judge = judgeBy((await this.get(form)).jsonSchema);
    this.#judges.set(key, judge);
    return judge;
  }

  async #loadVersions(): Promise<ReadonlyMap<string, number>> {
    const newest = await newestForms(await this.database.reader(), { name: true, version: true }).getMany();
    return new Map(newest.map(({ name, version }) => [name, version]));
  }
}
