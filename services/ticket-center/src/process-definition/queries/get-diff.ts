import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { diffModels, type ModelDiff } from '../model-diff.js';
import { ProcessDefinitions } from '../process-definition.api.js';

export class GetDiff extends Query<ModelDiff> {
  constructor(
    readonly process: string,
    readonly from: number,
    readonly to: number,
  ) {
    super();
  }
}

@QueryHandler(GetDiff)
export class GetDiffHandler implements IQueryHandler<GetDiff> {
  constructor(private readonly definitions: ProcessDefinitions) {}

  async execute({ process: id, from, to }: GetDiff): Promise<ModelDiff> {
    const model = (version: number) => this.definitions.model({ id, version });
    return diffModels(...(await Promise.all([model(from), model(to)])));
  }
}
