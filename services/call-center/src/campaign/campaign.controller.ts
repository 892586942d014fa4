import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import * as dto from './campaign.dto.js';
import { DraftCampaign } from './commands/draft-campaign.js';
import { ImportRecords } from './commands/import-records.js';
import { MoveCampaign } from './commands/move-campaign.js';
import { RedefineCampaign } from './commands/redefine-campaign.js';
import type { CampaignMove } from './domain/campaign.aggregate.js';
import { GetCampaign, ListCampaigns } from './queries/find-campaigns.js';
import { ListRecords } from './queries/find-records.js';
import { GetImport } from './queries/get-import.js';
import { GetStanding } from './queries/get-standing.js';

@ApiTags('outbound')
@Controller('api/v1/campaigns')
export class CampaignController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Requires('campaign:read')
  @Answers(dto.CampaignPage)
  listCampaigns(@Query({ schema: dto.CampaignQuery }) query: dto.CampaignQuery) {
    return this.queries.execute(new ListCampaigns(query));
  }

  @Post()
  @Requires('campaign:configure')
  @Answers(dto.CampaignView, 201)
  async draftCampaign(@Body({ schema: dto.CampaignBody }) { name, ...definition }: dto.CampaignBody) {
    const { id } = await this.commands.execute(new DraftCampaign(name, definition, actor()));
    return this.queries.execute(new GetCampaign(id));
  }

  @Get(':id')
  @Requires('campaign:read')
  @Answers(dto.CampaignView)
  getCampaign(@Param('id') id: string) {
    return this.queries.execute(new GetCampaign(id));
  }

  /** While it does not run; holds from the next call on. */
  @Put(':id')
  @Requires('campaign:configure')
  @RequiresIfMatch()
  @Answers(dto.CampaignView)
  async redefineCampaign(
    @Param('id') id: string,
    @Body({ schema: dto.CampaignBody }) { name, ...definition }: dto.CampaignBody,
  ) {
    await this.commands.execute(new RedefineCampaign(id, name, definition, actor()));
    return this.queries.execute(new GetCampaign(id));
  }

  @Post(':id/start')
  @Requires('campaign:run')
  @Answers(dto.CampaignView)
  startCampaign(@Param('id') id: string) {
    return this.#moved(id, 'start');
  }

  /** Calls that are under way go on. */
  @Post(':id/pause')
  @Requires('campaign:run')
  @Answers(dto.CampaignView)
  pauseCampaign(@Param('id') id: string) {
    return this.#moved(id, 'pause');
  }

  /** For good. */
  @Post(':id/end')
  @Requires('campaign:run')
  @Answers(dto.CampaignView)
  endCampaign(@Param('id') id: string) {
    return this.#moved(id, 'end');
  }

  @Get(':id/standing')
  @Requires('campaign:read')
  @Answers(dto.CampaignStandingView)
  getCampaignStanding(@Param('id') id: string) {
    return this.queries.execute(new GetStanding(id));
  }

  /** A CSV with the columns phone, phone2, phone3, taskId, customerId, zone, priority; only phone is needed. */
  @Post(':id/imports')
  @Requires('campaign:import')
  @ApiConsumes('text/csv')
  @Answers(dto.ImportView, 201)
  async importRecords(@Param('id') id: string, @Body({ schema: dto.RecordsCsv }) csv: string) {
    const { importId } = await this.commands.execute(new ImportRecords(id, csv));
    return this.queries.execute(new GetImport(id, importId));
  }

  @Get(':id/imports/:importId')
  @Requires('campaign:read')
  @Answers(dto.ImportView)
  getRecordImport(@Param('id') id: string, @Param('importId') importId: string) {
    return this.queries.execute(new GetImport(id, importId));
  }

  @Get(':id/records')
  @Requires('campaign:read')
  @Answers(dto.RecordPage)
  listDialRecords(@Param('id') id: string, @Query({ schema: dto.RecordQuery }) query: dto.RecordQuery) {
    return this.queries.execute(new ListRecords(id, query));
  }

  async #moved(id: string, move: CampaignMove) {
    await this.commands.execute(new MoveCampaign(id, move, actor()));
    return this.queries.execute(new GetCampaign(id));
  }
}
