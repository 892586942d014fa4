import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Answers } from '#libs/web/http/answers';
import { Audited } from '#libs/web/audit/audited';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import * as dto from './account-import.dto.js';
import { AccountImports } from './account-imports.js';

@ApiTags('account imports')
@Controller('api/v1/account-imports')
export class AccountImportController {
  constructor(private readonly imports: AccountImports) {}

  /** Done in the background, with what the caller may give. Who is known by the external id is changed, others are made. */
  @Post()
  @Requires('account:import')
  @Audited()
  @ApiConsumes('text/csv')
  @Answers(dto.AccountImportView, 202)
  async importAccounts(
    @Body({ schema: dto.PeopleCsv }) csv: string,
    @Query({ schema: dto.ImportQuery }) { dryRun }: z.infer<typeof dto.ImportQuery>,
  ) {
    const { subject, permissions, dataScope } = currentContext()!.identity!;
    const orderer = { subject, permissions, ...(dataScope && { dataScope }) };
    return this.view(await this.imports.order(csv, dryRun, orderer));
  }

  @Get(':id')
  @Requires('account:import')
  @Answers(dto.AccountImportView)
  getAccountImport(@Param('id') id: string) {
    return this.view(id);
  }

  @Get(':id/lines')
  @Requires('account:import')
  @Answers(dto.AccountImportLines)
  listAccountImportLines(@Param('id') id: string, @Query({ schema: dto.LinesQuery }) query: dto.LinesQuery) {
    return this.imports.lines(id, query);
  }

  private async view(id: string) {
    const { row, counts } = await this.imports.get(id);
    const times = { orderedAt: row.orderedAt.toISOString(), endedAt: row.endedAt?.toISOString() ?? null };
    return { ...row, ...counts, ...times, orderedBy: row.orderer.subject };
  }
}
