import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { FormContent, FormKind, Publication } from '../domain/form-content.js';
import { FormDefinition } from '../domain/form-definition.aggregate.js';
import { FormDefinitions } from '../domain/form-definition.repository.js';
import { FormVersions } from '../domain/form-versions.js';
import { FormCompiler } from '../form-compiler.js';

/** The draft becomes the next version. */
export class PublishFormDraft extends Command<void> {
  constructor(
    readonly name: string,
    readonly publication: Publication,
    readonly note: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(PublishFormDraft)
export class PublishFormDraftHandler implements ICommandHandler<PublishFormDraft> {
  constructor(
    private readonly definitions: FormDefinitions,
    private readonly versions: FormVersions,
    private readonly compiler: FormCompiler,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Compiled again: blocks and connectors may have changed since the draft was saved. */
  async execute({ name, publication, note, by }: PublishFormDraft): Promise<void> {
    const { version: checked, drafted: source } = await this.definitions.get(name);
    const published = await this.compiler.compileSound(source);
    const createdAt = this.clock.now();
    await this.database.transaction(async () => {
      const publish = (form: FormDefinition) => form.publishDraft(checked, publication, by, createdAt);
      const version = await this.definitions.update(name, publish);
      await this.versions.add({ name, version, ...published, source, note, createdAt, createdBy: by });
    });
  }
}

/** What somebody wrote becomes the next version, for everybody at once. */
export class PublishForm extends Command<void> {
  constructor(
    readonly name: string,
    readonly kind: FormKind,
    readonly content: FormContent,
    readonly note: string,
    readonly by: string,
  ) {
    super();
  }
}

const TO_ALL: Publication = { percent: null, shareOf: 'tickets' };

@CommandHandler(PublishForm)
export class PublishFormHandler implements ICommandHandler<PublishForm> {
  constructor(
    private readonly definitions: FormDefinitions,
    private readonly versions: FormVersions,
    private readonly compiler: FormCompiler,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute({ name, kind, content: source, note, by }: PublishForm): Promise<void> {
    const published = await this.compiler.compileSound(source);
    const createdAt = this.clock.now();
    await this.database.transaction(async () => {
      const version = await this.#next(name, kind, by, createdAt);
      await this.versions.add({ name, version, ...published, source, note, createdAt, createdBy: by });
    });
  }

  async #next(name: string, kind: FormKind, by: string, now: Date): Promise<number> {
    const publish = (form: FormDefinition) => form.publish(kind, TO_ALL, by, now);
    if (await this.definitions.has(name)) return this.definitions.update(name, publish);
    const definition = FormDefinition.of(name, kind);
    publish(definition);
    await this.definitions.add(definition);
    return 1;
  }
}
