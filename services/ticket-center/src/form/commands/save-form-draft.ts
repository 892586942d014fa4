import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { FormContent, FormKind } from '../domain/form-content.js';
import { FormDefinition } from '../domain/form-definition.aggregate.js';
import { FormDefinitions } from '../domain/form-definition.repository.js';
import { FormCompiler } from '../form-compiler.js';

/** Keeps whatever somebody wrote, with what is wrong with it. */
export class SaveFormDraft extends Command<void> {
  constructor(
    readonly name: string,
    readonly kind: FormKind,
    readonly content: FormContent,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(SaveFormDraft)
export class SaveFormDraftHandler implements ICommandHandler<SaveFormDraft> {
  constructor(
    private readonly definitions: FormDefinitions,
    private readonly compiler: FormCompiler,
    private readonly clock: Clock,
  ) {}

  async execute({ name, kind, content, by }: SaveFormDraft): Promise<void> {
    const { problems } = await this.compiler.compile(content);
    const save = (form: FormDefinition) => form.saveDraft(kind, content, problems, by, this.clock.now());
    if (await this.definitions.has(name)) return this.definitions.update(name, save);
    const definition = FormDefinition.of(name, kind);
    save(definition);
    await this.definitions.add(definition);
  }
}
