import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { SopStore } from '../domain/sop.repository.js';
import { SopVersions } from '../domain/sop-versions.js';
import { SopCompiler } from '../sop-compiler.js';

/** The draft becomes the next version: every new run gets it. */
export class PublishSop extends Command<void> {
  constructor(
    readonly name: string,
    readonly note: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(PublishSop)
export class PublishSopHandler implements ICommandHandler<PublishSop> {
  constructor(
    private readonly sops: SopStore,
    private readonly versions: SopVersions,
    private readonly compiler: SopCompiler,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Checked again: what it calls may have changed since the draft was saved. */
  async execute({ name, note, by }: PublishSop): Promise<void> {
    const { version: checked, drafted } = await this.sops.get(name);
    const pinned = await this.compiler.pin(name, drafted);
    const createdAt = this.clock.now();
    await this.database.transaction(async () => {
      const version = await this.sops.update(name, (sop) => sop.publish(checked, by, createdAt));
      await this.versions.add({ name, version, ...pinned, note, createdAt, createdBy: by });
    });
  }
}
