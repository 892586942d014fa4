import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { FlowDocument } from '../domain/flow/flow-document.js';
import { IvrFlow } from '../domain/ivr-flow.aggregate.js';
import { IvrFlows } from '../domain/ivr-flow.repository.js';
import { FlowChecks } from '../flow/flow-checks.js';

export class CreateFlow extends Command<{ flowId: string }> {
  constructor(
    readonly name: string,
    readonly document: FlowDocument,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(CreateFlow)
export class CreateFlowHandler implements ICommandHandler<CreateFlow> {
  constructor(
    private readonly flows: IvrFlows,
    private readonly checks: FlowChecks,
    private readonly clock: Clock,
  ) {}

  async execute({ name, document, by }: CreateFlow): Promise<{ flowId: string }> {
    const flowId = newId(this.clock.now());
    await this.flows.add(IvrFlow.of(flowId, name, document, await this.checks.problemsOf(document), by));
    return { flowId };
  }
}

export class ReplaceFlowDraft extends Command<void> {
  constructor(
    readonly flowId: string,
    readonly name: string,
    readonly document: FlowDocument,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(ReplaceFlowDraft)
export class ReplaceFlowDraftHandler implements ICommandHandler<ReplaceFlowDraft> {
  constructor(
    private readonly flows: IvrFlows,
    private readonly checks: FlowChecks,
  ) {}

  async execute({ flowId, name, document, by }: ReplaceFlowDraft): Promise<void> {
    const problems = await this.checks.problemsOf(document);
    await this.flows.update(flowId, (flow) => flow.replace(name, document, problems, by));
  }
}
