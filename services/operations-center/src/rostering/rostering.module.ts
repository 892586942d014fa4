import { Module } from '@nestjs/common';
import { FiguresModule } from '../figures/figures.module.js';
import { PlanningModule } from '../planning/planning.module.js';
import { JobStreams } from './generation/job-streams.js';
import { MakingReader } from './generation/making-reader.js';
import { RosterJobRounds } from './generation/roster-job-rounds.js';
import { RosterJobController } from './generation/roster-job.controller.js';
import { RosterJobs } from './generation/roster-jobs.js';
import { LeaveAllowances } from './leave/leave-allowances.js';
import { LeaveDays } from './leave/leave-days.js';
import { LeaveRequests } from './leave/leave-requests.js';
import { LeaveController } from './leave/leave.controller.js';
import { CalendarFeeds } from './mine/calendar-feeds.js';
import { OwnScheduleController } from './mine/own-schedule.controller.js';
import { OwnSchedule } from './mine/own-schedule.js';
import { OutdatedRosters } from './roster/outdated-rosters.js';
import { Publishing } from './roster/publishing.js';
import { RosterDemand } from './roster/roster-demand.js';
import { RosterShiftController } from './roster/roster-shift.controller.js';
import { RosterController } from './roster/roster.controller.js';
import { Rosters } from './roster/rosters.js';
import { ScheduleChanges } from './roster/schedule-changes.js';
import { ScheduleCheck } from './roster/schedule-check.js';
import { ShiftEdits } from './roster/shift-edits.js';
import { RosteringConsumer } from './rostering.consumer.js';
import { PublishedRosters, RosterGroups, Seniority, StoredGroups, StoredRosters } from './rostering.api.js';
import { LearningTimes, RosteredLearningTimes } from './learning/learning-times.api.js';
import { CourseTitles } from '../training/course/course-titles.api.js';
import { LeaveTypeController } from './setup/leave-type.controller.js';
import { RosterSetup } from './setup/roster-setup.js';
import { RosteredAgentController } from './setup/rostered-agent.controller.js';
import { ShiftPatternController } from './setup/shift-pattern.controller.js';
import { WorkPlanController } from './setup/work-plan.controller.js';
import { OpenShiftController } from './swap/open-shift.controller.js';
import { OvertimeOffers } from './swap/overtime-offers.js';
import { rosterReach } from './roster-reach.js';
import { PublishedShifts } from './swap/published-shifts.js';
import { ShiftBids } from './swap/shift-bids.js';
import { SkilledSwaps } from './swap/skilled-swaps.js';
import { ShiftSwaps } from './swap/shift-swaps.js';
import { SwapController } from './swap/swap.controller.js';
import { LiveRosters } from './live-rosters.api.js';
import { StoredLiveRosters } from './live/stored-live-rosters.js';
import { RosterCoverage } from './skills/roster-coverage.js';

@Module({
  imports: [FiguresModule, PlanningModule],
  controllers: [
    ...[ShiftPatternController, WorkPlanController, RosteredAgentController, LeaveTypeController],
    ...[RosterController, RosterShiftController, RosterJobController, RosteringConsumer],
    ...[OwnScheduleController, LeaveController, SwapController, OpenShiftController],
  ],
  providers: [
    ...rosterReach,
    { provide: PublishedRosters, useClass: StoredRosters },
    { provide: RosterGroups, useClass: StoredGroups },
    { provide: LiveRosters, useClass: StoredLiveRosters },
    { provide: LearningTimes, useClass: RosteredLearningTimes },
    ...[Seniority, CourseTitles],
    ...[RosterDemand, RosterSetup, ScheduleCheck, ScheduleChanges, Rosters, ShiftEdits, Publishing],
    ...[OutdatedRosters, RosterCoverage],
    ...[RosterJobs, MakingReader, RosterJobRounds, JobStreams, LeaveDays],
    ...[OwnSchedule, CalendarFeeds, LeaveRequests, LeaveAllowances],
    ...[PublishedShifts, SkilledSwaps, ShiftSwaps, ShiftBids, OvertimeOffers],
  ],
  exports: [PublishedRosters, RosterGroups, LiveRosters, LearningTimes, Seniority],
})
export class RosteringModule {}
