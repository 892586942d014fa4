import { isWithin } from '#libs/persistence/rows/within-circle';
import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Circles } from '#libs/web/access/circles';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { RosterCoverage } from '../skills/roster-coverage.js';
import { readDemand } from './demand-file.js';
import { Publishing } from './publishing.js';
import * as dto from './roster.dto.js';
import { Rosters } from './rosters.js';

const IntervalQuery = z.object({
  minutes: z.coerce.number().pipe(z.union([z.literal(15), z.literal(30), z.literal(60)])),
});
type IntervalQuery = z.infer<typeof IntervalQuery>;
const EditionNumber = z.coerce.number().int().positive();

@ApiTags('rosters')
@Controller('api/v1/rosters')
export class RosterController {
  constructor(
    private readonly rosters: Rosters,
    private readonly publishing: Publishing,
    private readonly coverage: RosterCoverage,
    private readonly circles: Circles,
  ) {}

  @Get()
  @Requires('roster:read')
  @Answers(dto.RosterPage)
  async listRosters(@Query({ schema: dto.RosterQuery }) query: dto.RosterQuery) {
    const { items, next } = await this.rosters.list(query);
    return { items: items.map(dto.rosterView), next };
  }

  @Get(':id')
  @Requires('roster:read')
  @Answers(dto.RosterView)
  async getRoster(@Param('id') id: string) {
    return dto.rosterView(await this.rosters.get(id));
  }

  /** A draft that begins with what is published for its weeks. */
  @Post()
  @Requires('roster:write')
  @Answers(dto.RosterView, 201)
  async beginRoster(@Body({ schema: dto.RosterBody }) body: dto.RosterBody) {
    return dto.rosterView(await this.rosters.begin(body));
  }

  @Put(':id/demand')
  @Requires('roster:write')
  @RequiresIfMatch()
  @Answers(dto.RosterView)
  async replaceRosterDemand(@Param('id') id: string, @Body({ schema: dto.DemandBody }) body: dto.DemandBody) {
    return dto.rosterView(await this.rosters.replaceDemand(id, body));
  }

  /** A CSV with the columns date, time and agents, in intervals of so many minutes. */
  @Post(':id/demand-imports')
  @Requires('roster:write')
  @ApiConsumes('text/csv')
  @Answers(dto.RosterView)
  async importRosterDemand(
    @Param('id') id: string,
    @Query({ schema: IntervalQuery }) { minutes }: IntervalQuery,
    @Body({ schema: dto.DemandCsv }) csv: string,
  ) {
    return dto.rosterView(await this.rosters.replaceDemand(id, readDemand(csv, minutes)));
  }

  /** Of a draft, what the published forecasts ask for now. */
  @Post(':id/demand-refresh')
  @Requires('roster:write')
  @Answers(dto.RosterView)
  async refreshRosterDemand(@Param('id') id: string) {
    return dto.rosterView(await this.rosters.refreshDemand(id));
  }

  @Get(':id/coverage')
  @Requires('roster:read')
  @Answers(dto.CoverageView)
  async getRosterCoverage(@Param('id') id: string) {
    return this.coverage.of(id);
  }

  /** It holds from then on; hard rules must be kept. */
  @Post(':id/publish')
  @Requires('roster:publish')
  @Answers(dto.RosterView)
  async publishRoster(@Param('id') id: string) {
    return dto.rosterView(await this.publishing.publish(id, actor()));
  }

  @Get(':id/editions')
  @Requires('roster:read')
  @Answers(dto.EditionList)
  async listRosterEditions(@Param('id') id: string) {
    return { items: (await this.publishing.editions(id)).map(dto.editionView) };
  }

  @Get(':id/editions/:edition')
  @Requires('roster:read')
  @Answers(dto.EditionWhole)
  async getRosterEdition(@Param('id') id: string, @Param('edition', { schema: EditionNumber }) edition: number) {
    const circle = await this.circles.reachedWith('roster:read');
    const whole = dto.editionView(await this.publishing.edition(id, edition));
    return { ...whole, shifts: whole.shifts.filter(({ agentId }) => agentId === null || isWithin(circle, agentId)) };
  }
}
