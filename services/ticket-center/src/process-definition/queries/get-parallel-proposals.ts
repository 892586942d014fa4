import { proposeParallel, type Proposal } from '#libs/process-engine/checks/proposals';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ProcessCompiler } from '../process-compiler.js';
import { GetDraftFiles } from './get-draft.js';

export interface ProcessProposal extends Proposal {
  readonly process: string;
}

export class GetParallelProposals extends Query<ProcessProposal[]> {
  constructor(readonly draftId: string) {
    super();
  }
}

/** None as long as the draft has errors: what a wrong process means is not known. */
@QueryHandler(GetParallelProposals)
export class GetParallelProposalsHandler implements IQueryHandler<GetParallelProposals> {
  constructor(
    private readonly queries: QueryBus,
    private readonly compiler: ProcessCompiler,
  ) {}

  async execute({ draftId }: GetParallelProposals): Promise<ProcessProposal[]> {
    const { models } = await this.compiler.compile(await this.queries.execute(new GetDraftFiles(draftId)));
    return models.flatMap((model) => proposeParallel(model).map((proposal) => ({ process: model.id, ...proposal })));
  }
}
