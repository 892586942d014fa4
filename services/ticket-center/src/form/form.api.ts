import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { computationOf, type Answers, type Computation } from './content/compute.js';
import { FormNotFound } from './domain/form.errors.js';
import type { FormVersion } from './domain/form-versions.js';
import { FormRollouts, type FormKeys } from './form-rollouts.js';
import { formVersion, FormSchema } from './infra/form-version.schema.js';
import { stableForms } from './infra/stable-forms.js';
import { fieldsOf, judgeBy, type FormJudge } from './judge/form-judge.js';
import { inTime } from './judge/in-time.js';

export { fieldsOf } from './judge/form-judge.js';
export { objectAt, valueOf, withValue, type Answers } from './content/compute.js';
export type { Lookup } from './domain/form-content.js';
export type { FormVersion } from './domain/form-versions.js';
export type { FormKeys } from './form-rollouts.js';

export interface FormRef {
  readonly name: string;
  readonly version: number;
}

interface Known {
  readonly form: FormVersion;
  readonly judge: FormJudge;
  readonly compute: Computation;
}

const KNOWN = 1_000;

/** What other contexts ask of forms. */
@Injectable()
export class Forms {
  readonly #known = new LRUCache<string, Known>({ max: KNOWN });

  constructor(
    private readonly database: Database,
    private readonly rollouts: FormRollouts,
    private readonly clock: Clock,
  ) {}

  /** The fields of the stable version of each. */
  async fields(): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = await stableForms(await this.database.reader()).getMany();
    return new Map(rows.map(({ name, jsonSchema }) => [name, fieldsOf(jsonSchema)]));
  }

  /** Which version of each new work gets, as it was some seconds ago; a name that is not there has none. */
  versions(names: Iterable<string>, keys: FormKeys): Promise<ReadonlyMap<string, number>> {
    return this.rollouts.versions(names, keys);
  }

  /** The version of one. @throws FormNotFound */
  async choose(name: string, keys: FormKeys): Promise<FormRef> {
    const version = (await this.versions([name], keys)).get(name);
    if (version === undefined) throw new FormNotFound(`There is no form ${name}.`, { name });
    return { name, version };
  }

  /** @throws FormNotFound */
  async get(form: FormRef): Promise<FormVersion> {
    return (await this.#find(form)).form;
  }

  /**
   * What is computed is put in first, whatever the caller gave for it.
   * @param at the field of the request the answer came in, for the errors
   * @returns the answer as it is to be kept
   * @throws ValidationFailed naming the fields, AnswerTooHard, FormNotFound
   */
  async judge(form: FormRef, answer: Answers, at: string): Promise<Answers> {
    const { judge, compute } = await this.#find(form);
    const whole = inTime(() => compute(answer, this.clock.now()));
    judge(whole, at);
    return whole;
  }

  /** What is computed, without a judgement: of an answer that is not yet whole. @throws AnswerTooHard, FormNotFound */
  async compute(form: FormRef, answer: Answers): Promise<Answers> {
    const { compute } = await this.#find(form);
    return inTime(() => compute(answer, this.clock.now()));
  }

  async #find({ name, version }: FormRef): Promise<Known> {
    const key = `${currentTenant()}/${version}/${name}`;
    const known = this.#known.get(key);
    if (known) return known;
    const row = await (await this.database.reader()).findOneBy(FormSchema, { name, version });
    if (!row) throw new FormNotFound(`There is no version ${version} of the form ${name}.`, { name, version });
    const form = formVersion(row);
    const found = { form, judge: judgeBy(form.jsonSchema), compute: computationOf(form.computed, form.jsonSchema) };
    this.#known.set(key, found);
    return found;
  }
}
