import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InterfaceChecks } from '../document/interface-checks.js';
import { InterfaceVersions } from '../document/interface-versions.js';
import { OutsideInterfaces } from '../domain/outside-interface.repository.js';

/** The draft becomes the next version, which is live from now on. */
export class PublishInterface extends Command<void> {
  constructor(
    readonly interfaceId: string,
    readonly note: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(PublishInterface)
export class PublishInterfaceHandler implements ICommandHandler<PublishInterface> {
  constructor(
    private readonly interfaces: OutsideInterfaces,
    private readonly checks: InterfaceChecks,
    private readonly versions: InterfaceVersions,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Checked again: what lies outside may have changed since the draft was saved. */
  async execute({ interfaceId, note, by }: PublishInterface): Promise<void> {
    const { draft, version } = await this.interfaces.get(interfaceId);
    const problems = this.checks.problemsOf(draft);
    const publishedAt = this.clock.now();
    await this.database.transaction(async () => {
      const number = await this.interfaces.update(interfaceId, (outside) =>
        outside.publish(version, problems, note, by, publishedAt),
      );
      await this.versions.add({ interfaceId, number, document: draft, publishedBy: by, publishedAt, note });
    });
  }
}
