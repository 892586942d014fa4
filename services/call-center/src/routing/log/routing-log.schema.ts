import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

export interface RoutingEventRow {
  /** Counts a tenant's events from 1, without a gap: two writers cannot both have the next one. */
  seq: number;
  at: Date;
  type: string;
  body: string;
}

/** What happened to a tenant's router, as it was given to it. With the decisions it is the truth about routing. */
export const RoutingEventSchema = new EntitySchema<RoutingEventRow>({
  name: 'routing_event',
  columns: {
    seq: column.primary(column.int()),
    at: column.time(),
    type: column.varchar(32),
    body: column.text(),
  },
});

export interface RoutingDecisionRow {
  seq: number;
  /** Of the decisions of one event, from 0. */
  n: number;
  at: Date;
  type: string;
  contactId: string | null;
  agentId: string | null;
  reservationId: string | null;
  body: string;
}

export const RoutingDecisionSchema = new EntitySchema<RoutingDecisionRow>({
  name: 'routing_decision',
  columns: {
    seq: column.primary(column.int()),
    n: column.primary(column.int()),
    at: column.time(),
    type: column.varchar(32),
    contactId: column.nullable(column.ref()),
    agentId: column.nullable(column.ref()),
    reservationId: column.nullable(column.varchar(64)),
    body: column.text(),
  },
  indices: [
    schemaIndex('routing_decision', { columns: ['contactId', 'seq'] }),
    schemaIndex('routing_decision', { columns: ['agentId', 'seq'] }),
  ],
});

export interface RoutingSnapshotRow {
  /** The event after which it was taken. */
  seq: number;
  part: number;
  at: Date;
  body: string;
}

/** A router as it was, in parts: a text column is bounded. */
export const RoutingSnapshotSchema = new EntitySchema<RoutingSnapshotRow>({
  name: 'routing_snapshot',
  columns: {
    seq: column.primary(column.int()),
    part: column.primary(column.int()),
    at: column.time(),
    body: column.text(),
  },
});

export interface RoutingCommandRow {
  id: string;
  at: Date;
}

/** Commands that were carried out, so that one that comes again is not. */
export const RoutingCommandSchema = new EntitySchema<RoutingCommandRow>({
  name: 'routing_command',
  columns: { id: column.id(), at: column.time() },
  indices: [schemaIndex('routing_command', { columns: ['at'] })],
});

export interface RoutingOwnerRow {
  id: string;
  /** Where the owner's process is reached. */
  address: string;
  since: Date;
}

/** Who carries out the tenant's commands now; one row. */
export const RoutingOwnerSchema = new EntitySchema<RoutingOwnerRow>({
  name: 'routing_owner',
  columns: { id: column.id(), address: column.varchar(254), since: column.time() },
});
