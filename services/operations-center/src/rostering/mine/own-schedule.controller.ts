import { actor } from '#libs/web/access/actor';
import { Answers, SendsFile } from '#libs/web/http/answers';
import { Public, Requires } from '#libs/web/access/permissions';
import { Controller, Delete, Get, Header, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { daysBetween } from '../domain/dates.js';
import { leaveView, LeaveView } from '../leave/leave.dto.js';
import { ShiftList, shiftView, ShiftView } from '../roster/roster.dto.js';
import { CalendarFeeds } from './calendar-feeds.js';
import { OwnSchedule, type Schedule } from './own-schedule.js';

const MOST_DAYS = 62;

const PeriodQuery = z
  .object({ from: z.iso.date(), to: z.iso.date() })
  .refine(
    ({ from, to }) => from <= to && daysBetween(from, to) <= MOST_DAYS,
    'from one day to a later one, two months at most',
  );
type PeriodQuery = z.infer<typeof PeriodQuery>;

const ScheduleView = z.object({ shifts: z.array(ShiftView), leave: z.array(LeaveView) });
const FeedView = z.object({ path: z.string().describe('who knows it sees the calendar; told only now') });

@ApiTags('my shifts')
@Controller('api/v1')
export class OwnScheduleController {
  constructor(
    private readonly schedule: OwnSchedule,
    private readonly feeds: CalendarFeeds,
  ) {}

  @Get('my-shifts')
  @Requires('roster:self')
  @Answers(ScheduleView)
  async getMyShifts(@Query({ schema: PeriodQuery }) { from, to }: PeriodQuery) {
    return shown(await this.schedule.of([actor()], from, to));
  }

  /** Everybody of the own planning group. */
  @Get('team-shifts')
  @Requires('roster:self')
  @Answers(ScheduleView)
  async getTeamShifts(@Query({ schema: PeriodQuery }) { from, to }: PeriodQuery) {
    return shown(await this.schedule.ofTeam(actor(), from, to));
  }

  @Get('open-shifts')
  @Requires('roster:self')
  @Answers(ShiftList)
  async listOpenShifts(@Query({ schema: PeriodQuery }) { from, to }: PeriodQuery) {
    return { items: (await this.schedule.open(actor(), from, to)).map(shiftView) };
  }

  /** A new secret address of the own calendar; the one before ends. */
  @Post('my-calendar')
  @Requires('roster:self')
  @Answers(FeedView, 201)
  async renewMyCalendar() {
    return { path: `/api/v1/calendars/${await this.feeds.renew(actor())}.ics` };
  }

  @Delete('my-calendar')
  @Requires('roster:self')
  @Answers(null)
  async revokeMyCalendar() {
    await this.feeds.revoke(actor());
  }

  @Get('calendars/:name')
  @Public()
  @Header('content-type', 'text/calendar; charset=utf-8')
  @Header('cache-control', 'private, no-store')
  @SendsFile('text/calendar')
  async getCalendar(@Param('name') name: string) {
    return this.feeds.text(name.replace(/\.ics$/, ''));
  }
}

function shown({ shifts, leave }: Schedule) {
  return { shifts: shifts.map(shiftView), leave: leave.map(leaveView) };
}
