import { isWithin } from '#libs/persistence/rows/within-circle';
import { Answers } from '#libs/web/http/answers';
import { Circles } from '#libs/web/access/circles';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { workedHours } from '../domain/worked-hours.js';
import { RosterSetup } from '../setup/roster-setup.js';
import * as dto from './roster.dto.js';
import { lastDay, Rosters } from './rosters.js';
import { ScheduleCheck } from './schedule-check.js';
import { ShiftEdits, type Edited } from './shift-edits.js';

@ApiTags('rosters')
@Controller('api/v1')
export class RosterShiftController {
  constructor(
    private readonly rosters: Rosters,
    private readonly edits: ShiftEdits,
    private readonly check: ScheduleCheck,
    private readonly setup: RosterSetup,
    private readonly circles: Circles,
  ) {}

  @Get('rosters/:id/shifts')
  @Requires('roster:read')
  @Answers(dto.ShiftList)
  async listRosterShifts(@Param('id') id: string) {
    return { items: (await this.#seen(id)).map(dto.shiftView) };
  }

  /** Every rule that is broken, of law and of what is agreed. */
  @Get('rosters/:id/violations')
  @Requires('roster:read')
  @Answers(dto.ViolationList)
  async listRosterViolations(@Param('id') id: string) {
    const roster = await this.rosters.get(id);
    const agentIds = [...new Set((await this.#seen(id)).flatMap(({ agentId }) => agentId ?? []))];
    const scope = { agentIds, from: roster.startsOn, to: lastDay(roster), roster };
    return { items: (await this.check.violations(scope)).map(dto.violationView) };
  }

  /** Of those who ask reaches: worked hours, apart by what the law pays for them. */
  @Get('rosters/:id/hours')
  @Requires('roster:read')
  @Answers(dto.HoursList)
  async listRosterHours(@Param('id') id: string) {
    const { law } = await this.setup.rules();
    const byAgent = Map.groupBy(await this.#seen(id), ({ agentId }) => agentId);
    byAgent.delete(null);
    return { items: [...byAgent].map(([agentId, shifts]) => ({ agentId: agentId!, ...workedHours(law, shifts) })) };
  }

  @Post('rosters/:id/shifts')
  @Requires('roster:write')
  @Answers(dto.EditedView, 201)
  async addRosterShift(@Param('id') id: string, @Body({ schema: dto.ShiftBody }) body: dto.ShiftBody) {
    return edited(await this.edits.add(id, body));
  }

  @Put('roster-shifts/:id')
  @Requires('roster:write')
  @RequiresIfMatch()
  @Answers(dto.EditedView)
  async replaceRosterShift(@Param('id') id: string, @Body({ schema: dto.ShiftBody }) body: dto.ShiftBody) {
    return edited(await this.edits.replace(id, body));
  }

  @Delete('roster-shifts/:id')
  @Requires('roster:write')
  @RequiresIfMatch()
  @Answers(dto.RemovedView)
  async removeRosterShift(@Param('id') id: string) {
    return { violations: (await this.edits.remove(id)).violations.map(dto.violationView) };
  }

  /** Of those who ask reaches, and what is open to all. */
  async #seen(rosterId: string) {
    const circle = await this.circles.reachedWith('roster:read');
    return (await this.rosters.shifts(rosterId)).filter(({ agentId }) => agentId === null || isWithin(circle, agentId));
  }
}

function edited({ shift, violations }: Edited) {
  return { ...dto.shiftView(shift), violations: violations.map(dto.violationView) };
}
