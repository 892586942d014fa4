import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ProcessDraft } from '../domain/process-draft.aggregate.js';
import { Drafts } from '../domain/process-draft.repository.js';
import type { ProcessSource } from '../domain/process-source.js';
import { ProcessCompiler } from '../process-compiler.js';

export class CreateDraft extends Command<{ draftId: string }> {
  constructor(
    readonly name: string,
    readonly source: ProcessSource,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(CreateDraft)
export class CreateDraftHandler implements ICommandHandler<CreateDraft> {
  constructor(
    private readonly drafts: Drafts,
    private readonly compiler: ProcessCompiler,
    private readonly clock: Clock,
  ) {}

  async execute({ name, source, by }: CreateDraft): Promise<{ draftId: string }> {
    const { findings } = await this.compiler.compile(source);
    const draftId = newId(this.clock.now());
    await this.drafts.add(ProcessDraft.of(draftId, name, source, findings, by));
    return { draftId };
  }
}

export class ReplaceDraft extends Command<void> {
  constructor(
    readonly draftId: string,
    readonly name: string,
    readonly source: ProcessSource,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(ReplaceDraft)
export class ReplaceDraftHandler implements ICommandHandler<ReplaceDraft> {
  constructor(
    private readonly drafts: Drafts,
    private readonly compiler: ProcessCompiler,
  ) {}

  async execute({ draftId, name, source, by }: ReplaceDraft): Promise<void> {
    const { findings } = await this.compiler.compile(source);
    await this.drafts.update(draftId, (draft) => draft.replace(name, source, findings, by));
  }
}
