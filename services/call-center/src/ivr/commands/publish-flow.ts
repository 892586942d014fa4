import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IvrFlows } from '../domain/ivr-flow.repository.js';
import { FlowChecks } from '../flow/flow-checks.js';
import { FlowVersions } from '../flow/flow-versions.js';

/** The draft becomes the next version, which new dialogues get from now on. */
export class PublishFlow extends Command<void> {
  constructor(
    readonly flowId: string,
    readonly note: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(PublishFlow)
export class PublishFlowHandler implements ICommandHandler<PublishFlow> {
  constructor(
    private readonly flows: IvrFlows,
    private readonly checks: FlowChecks,
    private readonly versions: FlowVersions,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Checked again: queues and connectors may have changed since the draft was saved. */
  async execute({ flowId, note, by }: PublishFlow): Promise<void> {
    const { draft, version } = await this.flows.get(flowId);
    const problems = await this.checks.problemsOf(draft);
    const publishedAt = this.clock.now();
    await this.database.transaction(async () => {
      const number = await this.flows.update(flowId, (flow) => flow.publish(version, problems, note, by, publishedAt));
      await this.versions.add({ flowId, number, document: draft, publishedBy: by, publishedAt, note });
    });
  }
}
