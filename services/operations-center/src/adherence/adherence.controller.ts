import { isWithin } from '#libs/persistence/rows/within-circle';
import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Circles } from '#libs/web/access/circles';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Streams } from '#libs/web/http/streams';
import { Body, Controller, Delete, Get, Param, Post, Put, Query, Sse } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { RosterGroups } from '../rostering/rostering.api.js';
import { AdherenceExceptions } from './adherence-exceptions.js';
import { AdherenceReader } from './adherence-reader.js';
import { AdherenceStreams } from './adherence-streams.js';
import * as dto from './adherence.dto.js';
import { THE_SETTINGS, type AdherenceException } from './adherence.schema.js';

const READ = 'adherence:read';
const TheSettings = z.literal(THE_SETTINGS);

@ApiTags('adherence')
@Controller('api/v1')
export class AdherenceController {
  constructor(
    private readonly reader: AdherenceReader,
    private readonly streams: AdherenceStreams,
    private readonly exceptions: AdherenceExceptions,
    private readonly groups: RosterGroups,
    private readonly circles: Circles,
  ) {}

  @Get('adherence')
  @Requires('adherence:read')
  @Answers(dto.AdherenceList)
  async listAdherence(@Query({ schema: dto.GroupQuery }) { planningGroupId, from, to, minutes }: dto.GroupQuery) {
    const circle = await this.circles.reachedWith(READ);
    const members = (await this.groups.members(planningGroupId)).filter((id) => isWithin(circle, id));
    return { items: await this.reader.of(members, inMs(from, to), minutes) };
  }

  @Get('my-adherence')
  @Requires('adherence:self')
  @Answers(dto.AgentAdherence)
  async getMyAdherence(@Query({ schema: dto.OwnQuery }) { from, to, minutes }: dto.OwnQuery) {
    const [own] = await this.reader.of([actor()], inMs(from, to), minutes);
    return own!;
  }

  @Get('adherence/live')
  @Requires('adherence:read')
  @Answers(dto.LiveList)
  async getLiveAdherence(@Query({ schema: dto.LiveQuery }) { planningGroupId }: dto.LiveQuery) {
    return this.streams.now(planningGroupId, await this.circles.reachedWith(READ));
  }

  @Sse('adherence/live/stream', { maxPendingDataLength: 1024 * 1024 })
  @Requires('adherence:read')
  @Streams('What everybody of the group should do and does, every two seconds')
  async streamLiveAdherence(@Query({ schema: dto.LiveQuery }) { planningGroupId }: dto.LiveQuery) {
    return this.streams.of(planningGroupId, await this.circles.reachedWith(READ));
  }

  @Get('adherence-exceptions')
  @Requires('adherence:read')
  @Answers(dto.ExceptionList)
  async listAdherenceExceptions(@Query({ schema: dto.ExceptionQuery }) query: dto.ExceptionQuery) {
    const circle = await this.circles.reachedWith(READ);
    return { items: (await this.exceptions.list(query, circle)).map(view) };
  }

  @Post('adherence-exceptions')
  @Requires('adherence:except')
  @Answers(dto.ExceptionView, 201)
  async addAdherenceException(@Body({ schema: dto.ExceptionBody }) body: dto.ExceptionBody) {
    return view(await this.exceptions.add(body, actor()));
  }

  @Delete('adherence-exceptions/:id')
  @Requires('adherence:except')
  @RequiresIfMatch()
  @Answers(null)
  removeAdherenceException(@Param('id') id: string) {
    return this.exceptions.remove(id);
  }

  @Get('adherence-settings/:id')
  @Requires('adherence:read')
  @Answers(dto.SettingsView)
  getAdherenceSettings(@Param('id', { schema: TheSettings }) _: typeof THE_SETTINGS) {
    return this.exceptions.settings();
  }

  @Put('adherence-settings/:id')
  @Requires('adherence:configure')
  @RequiresIfMatch()
  @Answers(dto.SettingsView)
  replaceAdherenceSettings(
    @Param('id', { schema: TheSettings }) _: typeof THE_SETTINGS,
    @Body({ schema: dto.SettingsBody }) body: dto.SettingsBody,
  ) {
    return this.exceptions.replaceSettings(body);
  }
}

function inMs(from: string, to: string) {
  return { from: Date.parse(from), to: Date.parse(to) };
}

function view({ from, to, ...exception }: AdherenceException) {
  return { ...exception, from: from.toISOString(), to: to.toISOString() };
}
