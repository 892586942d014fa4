import { RosterJobSchema } from './generation/roster-job.schema.js';
import { LeaveAllowanceSchema, LeaveBalanceSchema, LeaveRequestSchema } from './leave/leave.schema.js';
import { CalendarFeedSchema } from './mine/calendar-feed.schema.js';
import { RosterChangesSchema, RosterEditionSchema, RosterSchema, RosterShiftSchema } from './roster/roster.schema.js';
import { SetupSchema } from './setup/setup.schema.js';
import { OvertimeOfferSchema, ShiftBidSchema, ShiftSwapSchema } from './swap/swap.schema.js';

export const ROSTERING_ENTITIES = [
  ...[SetupSchema, RosterSchema, RosterShiftSchema, RosterEditionSchema, RosterChangesSchema, RosterJobSchema],
  ...[LeaveRequestSchema, LeaveAllowanceSchema, LeaveBalanceSchema],
  ...[ShiftSwapSchema, ShiftBidSchema, OvertimeOfferSchema, CalendarFeedSchema],
];
