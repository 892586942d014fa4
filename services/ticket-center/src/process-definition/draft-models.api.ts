import type { ProcessModel } from '#libs/process-engine/model';
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { DraftHasErrors } from './domain/process-definition.errors.js';
import { ProcessCompiler } from './process-compiler.js';
import { GetDraftFiles } from './queries/get-draft.js';

/** What a draft would be published as. */
@Injectable()
export class DraftModels {
  constructor(
    private readonly queries: QueryBus,
    private readonly compiler: ProcessCompiler,
  ) {}

  /** One for each process in it. @throws DraftNotFound, DraftHasErrors */
  async of(draftId: string): Promise<readonly ProcessModel[]> {
    const { models, findings } = await this.compiler.compile(await this.queries.execute(new GetDraftFiles(draftId)));
    const errors = findings.problems.filter(({ severity }) => severity === 'error');
    if (errors.length === 0) return models;
    throw new DraftHasErrors(errors);
  }
}
