import { Clock } from '#libs/kernel/clock';
import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { NamedText } from '../named-text/named-text.api.js';
import { DutyRosters } from './duty-rosters.js';
import * as dto from './duty.dto.js';
import type { Shift } from './rota/rota.js';

@ApiTags('duty rosters')
@Controller('api/v1/duty-rosters')
export class DutyController {
  constructor(
    private readonly rosters: DutyRosters,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Requires('duty:read')
  @Answers(dto.RosterList)
  async listDutyRosters() {
    return { items: (await this.rosters.texts.list()).map(view) };
  }

  @Post()
  @Requires('duty:configure')
  @Answers(dto.RosterView, 201)
  async createDutyRoster(@Body({ schema: dto.RosterBody }) body: dto.RosterBody) {
    return view(await this.rosters.create(body, actor()));
  }

  @Get(':id')
  @Requires('duty:read')
  @Answers(dto.RosterView)
  async getDutyRoster(@Param('id') id: string) {
    return view(await this.rosters.texts.get(id));
  }

  @Put(':id')
  @Requires('duty:configure')
  @RequiresIfMatch()
  @Answers(dto.RosterView)
  async replaceDutyRoster(@Param('id') id: string, @Body({ schema: dto.RosterBody }) body: dto.RosterBody) {
    return view(await this.rosters.replace(id, body, actor()));
  }

  /** Who has the duty now, or at a time; of each layer one. */
  @Get(':id/on-duty')
  @Requires('duty:read')
  @Answers(dto.ShiftList)
  async getOnDuty(@Param('id') id: string, @Query({ schema: dto.DutyQuery }) { at }: dto.DutyQuery) {
    const roster = await this.rosters.texts.get(id);
    const shifts = await this.rosters.onDuty(roster, at === undefined ? this.clock.now() : new Date(at));
    return { items: shifts.map((shift) => shiftView(shift.layer, shift)) };
  }

  /** Who follows whom in a layer, five hundred shifts at most. */
  @Get(':id/shifts')
  @Requires('duty:read')
  @Answers(dto.ShiftList)
  async listDutyShifts(@Param('id') id: string, @Query({ schema: dto.ShiftsQuery }) query: dto.ShiftsQuery) {
    const { layer, from, to } = query;
    const shifts = await this.rosters.shifts(await this.rosters.texts.get(id), layer, new Date(from), new Date(to));
    return { items: shifts.map((shift) => shiftView(layer, shift)) };
  }

  /** That are not over. */
  @Get(':id/overrides')
  @Requires('duty:read')
  @Answers(dto.OverrideList)
  async listDutyOverrides(@Param('id') id: string) {
    const rows = await this.rosters.overrides(id);
    return {
      items: rows.map(({ fromAt, toAt, writtenBy, ...row }) => ({
        ...{ ...row, from: fromAt.toISOString(), to: toAt.toISOString(), by: writtenBy },
      })),
    };
  }

  @Post(':id/overrides')
  @Requires('duty:configure')
  @Answers(null)
  async addDutyOverride(@Param('id') id: string, @Body({ schema: dto.OverrideBody }) body: dto.OverrideBody) {
    await this.rosters.override(id, body, actor());
  }

  @Delete(':id/overrides/:overrideId')
  @Requires('duty:configure')
  @Answers(null)
  async removeDutyOverride(@Param('id') id: string, @Param('overrideId') overrideId: string) {
    await this.rosters.takeBack(id, overrideId);
  }

  /** Two people take each other's shift; one of them says so. */
  @Post(':id/swaps')
  @Requires('duty:swap')
  @Answers(null)
  async swapDutyShifts(@Param('id') id: string, @Body({ schema: dto.SwapBody }) body: dto.SwapBody) {
    await this.rosters.swap(id, body, actor());
  }
}

function view({ id, version, name, active, text, changedBy, changedAt }: NamedText<dto.RosterText>) {
  return { id, version, name, active, ...text, changedBy, changedAt: changedAt.toISOString() };
}

function shiftView(layer: string, { personId, from, to }: Shift) {
  return { layer, personId, from: from.toISOString(), to: to.toISOString() };
}
