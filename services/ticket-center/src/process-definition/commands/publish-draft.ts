import { createHash } from 'node:crypto';
import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ProcessDefinition } from '../domain/process-definition.aggregate.js';
import { Definitions } from '../domain/process-definition.repository.js';
import { Drafts } from '../domain/process-draft.repository.js';
import { ProcessVersions } from '../domain/process-versions.js';
import { ProcessCompiler } from '../process-compiler.js';
import { StableVersions } from '../stable-versions.api.js';

/** Every process of the draft becomes the next version of its definition: all of them or none. */
export class PublishDraft extends Command<void> {
  constructor(
    readonly draftId: string,
    readonly note: string,
    /** Of new instances that get the new versions, as candidates; null: all of them. */
    readonly percent: number | null,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(PublishDraft)
export class PublishDraftHandler implements ICommandHandler<PublishDraft> {
  constructor(
    private readonly drafts: Drafts,
    private readonly definitions: Definitions,
    private readonly versions: ProcessVersions,
    private readonly compiler: ProcessCompiler,
    private readonly stable: StableVersions,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Compiled again: the compiler and what the processes refer to may have changed since the draft was saved. */
  async execute({ draftId, note, percent, by }: PublishDraft): Promise<void> {
    const draft = await this.drafts.get(draftId);
    const { source } = draft;
    const { models, findings } = await this.compiler.compile(source);
    const publishedAt = this.clock.now();
    await this.database.transaction(async () => {
      await this.drafts.update(draftId, (current) => current.publish(draft.version, findings));
      // In one order, so that two drafts with the same processes wait for each other instead of ending in a deadlock.
      for (const model of models.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
        const number = await this.#next(model.id, model.name ?? model.id, percent, by, publishedAt);
        const sha256 = createHash('sha256').update(JSON.stringify({ source, model })).digest('hex');
        const published = { publishedBy: by, publishedAt, note, draftId };
        await this.versions.add({ definitionId: model.id, number, sha256, source, model, ...published });
        if (percent === null || number === 1) await this.stable.use({ id: model.id, version: number }, model);
      }
    });
  }

  async #next(id: string, name: string, percent: number | null, by: string, now: Date): Promise<number> {
    if (await this.definitions.has(id))
      return this.definitions.update(id, (definition) => definition.publish(name, percent, by, now));
    await this.definitions.add(ProcessDefinition.publish(id, name, by, now));
    return 1;
  }
}
