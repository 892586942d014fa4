import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

export const SWAP_STATUSES = ['offered', 'accepted', 'done', 'declined', 'withdrawn'] as const;
export type SwapStatus = (typeof SWAP_STATUSES)[number];

/** A shift that an agent would give for another one, or for nothing. */
export interface ShiftSwap {
  id: string;
  version: number;
  planningGroupId: string;
  shiftId: string;
  offeredBy: string;
  /** null: whoever of the group wants it. */
  offeredTo: string | null;
  status: SwapStatus;
  acceptedBy: string | null;
  /** What is given for it; null: nothing. */
  otherShiftId: string | null;
  decidedBy: string | null;
  offeredAt: Date;
}

export const ShiftSwapSchema = new EntitySchema<ShiftSwap>({
  name: 'shift_swap',
  columns: {
    id: column.id(),
    version: column.int(),
    planningGroupId: column.varchar(64),
    shiftId: column.ref(),
    offeredBy: column.varchar(64),
    offeredTo: column.nullable(column.varchar(64)),
    status: column.varchar(16),
    acceptedBy: column.nullable(column.varchar(64)),
    otherShiftId: column.nullable(column.ref()),
    decidedBy: column.nullable(column.varchar(64)),
    offeredAt: column.time(),
  },
  indices: [schemaIndex('shift_swap', { columns: ['planningGroupId', 'status', 'id'] })],
});

/** Somebody wants an open shift. */
export interface ShiftBid {
  shiftId: string;
  agentId: string;
  at: Date;
}

export const ShiftBidSchema = new EntitySchema<ShiftBid>({
  name: 'shift_bid',
  columns: {
    shiftId: column.primary(column.ref()),
    agentId: column.primary(column.varchar(64)),
    at: column.time(),
  },
});

/** Hours beyond the shift, for so many of a planning group. */
export interface OvertimeOffer {
  id: string;
  version: number;
  planningGroupId: string;
  from: Date;
  to: Date;
  places: number;
  takenBy: string[];
  offeredAt: Date;
}

export const OvertimeOfferSchema = new EntitySchema<OvertimeOffer>({
  name: 'overtime_offer',
  columns: {
    id: column.id(),
    version: column.int(),
    planningGroupId: column.varchar(64),
    from: { ...column.time(), name: 'startsAt' },
    to: { ...column.time(), name: 'endsAt' },
    places: column.int(),
    takenBy: column.json(),
    offeredAt: column.time(),
  },
  indices: [{ name: 'idx_overtime_offer_planningGroupId_endsAt', columns: ['planningGroupId', 'to'] }],
});
