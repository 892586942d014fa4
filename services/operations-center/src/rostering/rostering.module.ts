import { Module } from '@nestjs/common';
import { JobStreams } from './generation/job-streams.js';
import { MakingReader } from './generation/making-reader.js';
import { RosterJobRounds } from './generation/roster-job-rounds.js';
import { RosterJobController } from './generation/roster-job.controller.js';
import { RosterJobs } from './generation/roster-jobs.js';
import { LeaveDays } from './leave/leave-days.js';
import { Publishing } from './roster/publishing.js';
import { HandedInDemand, RosterDemand } from './roster/roster-demand.js';
import { RosterShiftController } from './roster/roster-shift.controller.js';
import { RosterController } from './roster/roster.controller.js';
import { Rosters } from './roster/rosters.js';
import { ScheduleChanges } from './roster/schedule-changes.js';
import { ScheduleCheck } from './roster/schedule-check.js';
import { ShiftEdits } from './roster/shift-edits.js';
import { LeaveTypeController } from './setup/leave-type.controller.js';
import { RosterSetup } from './setup/roster-setup.js';
import { RosteredAgentController } from './setup/rostered-agent.controller.js';
import { ShiftPatternController } from './setup/shift-pattern.controller.js';
import { WorkPlanController } from './setup/work-plan.controller.js';

@Module({
  controllers: [
    ...[ShiftPatternController, WorkPlanController, RosteredAgentController, LeaveTypeController],
    ...[RosterController, RosterShiftController, RosterJobController],
  ],
  providers: [
    { provide: RosterDemand, useClass: HandedInDemand },
    ...[RosterSetup, ScheduleCheck, ScheduleChanges, Rosters, ShiftEdits, Publishing],
    ...[RosterJobs, MakingReader, RosterJobRounds, JobStreams, LeaveDays],
  ],
})
export class RosteringModule {}
