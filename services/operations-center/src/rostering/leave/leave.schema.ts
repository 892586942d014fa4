import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

export const LEAVE_STATUSES = ['pending', 'waiting', 'approved', 'declined', 'cancelled'] as const;
export type LeaveStatus = (typeof LEAVE_STATUSES)[number];

/** Whole days an agent wants to be away. */
export interface LeaveRequest {
  id: string;
  version: number;
  agentId: string;
  planningGroupId: string;
  typeId: string;
  from: string;
  to: string;
  /** Days that count against places and balance: those their work plan would have them work, at most five of a week. */
  days: number;
  status: LeaveStatus;
  requestedAt: Date;
  decidedBy: string | null;
}

export const LeaveRequestSchema = new EntitySchema<LeaveRequest>({
  name: 'leave_request',
  columns: {
    id: column.id(),
    version: column.int(),
    agentId: column.varchar(64),
    planningGroupId: column.varchar(64),
    typeId: column.ref(),
    from: { ...column.varchar(10), name: 'firstDay' },
    to: { ...column.varchar(10), name: 'lastDay' },
    days: column.int(),
    status: column.varchar(16),
    requestedAt: column.time(),
    decidedBy: column.nullable(column.varchar(64)),
  },
  indices: [
    { name: 'idx_leave_request_agentId_lastDay', columns: ['agentId', 'to'] },
    schemaIndex('leave_request', { columns: ['planningGroupId', 'status', 'id'] }),
  ],
});

/** How many of a planning group may be away on a day; a day without is not limited. */
export interface LeaveAllowance {
  planningGroupId: string;
  date: string;
  places: number;
}

export const LeaveAllowanceSchema = new EntitySchema<LeaveAllowance>({
  name: 'leave_allowance',
  columns: {
    planningGroupId: column.primary(column.varchar(64)),
    date: column.primary(column.varchar(10)),
    places: column.int(),
  },
});

/** Days of a type of leave that an agent has in a year. */
export interface LeaveBalance {
  agentId: string;
  typeId: string;
  year: number;
  granted: number;
  taken: number;
}

export const LeaveBalanceSchema = new EntitySchema<LeaveBalance>({
  name: 'leave_balance',
  columns: {
    agentId: column.primary(column.varchar(64)),
    typeId: column.primary(column.ref()),
    year: column.primary(column.int()),
    granted: column.int(),
    taken: column.int(),
  },
});
