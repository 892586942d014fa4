import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { ImportView } from '../campaign.dto.js';
import { RecordImports } from '../dialing/record-imports.js';
import { importView } from './campaign-views.js';

export class GetImport extends Query<ImportView> {
  constructor(
    readonly campaignId: string,
    readonly importId: string,
  ) {
    super();
  }
}

@QueryHandler(GetImport)
export class GetImportHandler implements IQueryHandler<GetImport> {
  constructor(private readonly imports: RecordImports) {}

  async execute({ campaignId, importId }: GetImport): Promise<ImportView> {
    return importView(await this.imports.get(campaignId, importId));
  }
}
