import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { QuestionnaireContent } from './judging/content.js';
import { contentProblems } from './judging/conditions.js';
import {
  QuestionnaireSchema,
  QuestionnaireVersionSchema,
  type QuestionnaireRow,
  type QuestionnaireVersionRow,
} from './questionnaire.schema.js';

export class QuestionnaireNotFound extends domainError('questionnaire-not-found', 'not-found') {}
export class QuestionnaireFaulty extends domainError('questionnaire-faulty', 'invalid') {}
export class NothingToPublish extends domainError('questionnaire-nothing-to-publish', 'conflict') {}

/** Drafts change; a version that is published never does. */
@Injectable()
export class Questionnaires {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<QuestionnaireRow[]> {
    return (await this.database.reader()).find(QuestionnaireSchema, { order: { name: 'ASC' } });
  }

  /** @throws QuestionnaireNotFound */
  async get(name: string): Promise<QuestionnaireRow> {
    const found = await (await this.database.reader()).findOneBy(QuestionnaireSchema, { name });
    if (!found) throw new QuestionnaireNotFound(`There is no questionnaire ${name}.`, { name });
    return found;
  }

  /** @param version null: the newest. @throws QuestionnaireNotFound also when nothing is published */
  async published(name: string, version: number | null = null): Promise<QuestionnaireVersionRow> {
    const wanted = version ?? (await this.get(name)).latest;
    const found = await (await this.database.reader()).findOneBy(QuestionnaireVersionSchema, { name, version: wanted });
    if (!found) throw new QuestionnaireNotFound(`No such version of ${name} is published.`, { name, version: wanted });
    return found;
  }

  keepDraft(name: string, draft: QuestionnaireContent): Promise<QuestionnaireRow> {
    return this.database.transaction(async (tx) => {
      const current = await tx.findOneBy(QuestionnaireSchema, { name });
      const next = { name, latest: current?.latest ?? 0, draft, version: (current?.version ?? 0) + 1 };
      if (!current) await tx.insert(QuestionnaireSchema, next);
      else await this.#replace(current, next);
      return next;
    });
  }

  /** @throws NothingToPublish, QuestionnaireFaulty */
  publish(name: string, by: string): Promise<QuestionnaireVersionRow> {
    return this.database.transaction(async (tx) => {
      const current = await this.get(name);
      const { draft: content, latest } = current;
      if (content === null) throw new NothingToPublish('Nothing has changed since the last version.', { name });
      const problems = contentProblems(content);
      if (problems.length > 0)
        throw new QuestionnaireFaulty('It cannot be asked like that.', {
          offending: problems.map(({ pointer, message }) => ({ field: pointer, message, pointer })),
        });
      await this.#replace(current, { ...current, draft: null, latest: latest + 1, version: current.version + 1 });
      const row = { name, version: latest + 1, content, publishedAt: this.clock.now(), publishedBy: by };
      await tx.insert(QuestionnaireVersionSchema, row);
      return row;
    });
  }

  #replace({ name, version }: QuestionnaireRow, next: QuestionnaireRow): Promise<void> {
    return this.database.transaction(async (tx) => {
      const { affected } = await tx.update(QuestionnaireSchema, { name, version }, next);
      if (affected !== 1) throw new StaleVersion('It was changed by someone else in the meantime.', { name });
    });
  }
}
