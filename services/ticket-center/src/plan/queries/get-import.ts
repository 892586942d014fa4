import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { PlanImports } from '../plan-imports.js';
import type { ImportView } from '../plan.dto.js';

export class GetImport extends Query<ImportView> {
  constructor(
    readonly planId: string,
    readonly importId: string,
  ) {
    super();
  }
}

@QueryHandler(GetImport)
export class GetImportHandler implements IQueryHandler<GetImport> {
  constructor(private readonly imports: PlanImports) {}

  async execute({ planId, importId }: GetImport): Promise<ImportView> {
    const row = await this.imports.of(planId, importId);
    return { ...row, receivedAt: row.receivedAt.toISOString(), endedAt: row.endedAt?.toISOString() ?? null };
  }
}
