import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** An agent on the floor. */
export interface FloorAgentRow {
  agentId: string;
  /** Of the last state that was told. */
  seq: number;
  idleSince: Date | null;
  /** When it is decided whether they are offered something; null: not now. */
  decideAt: Date | null;
}

export const FloorAgentSchema = new EntitySchema<FloorAgentRow>({
  name: 'training_floor_agent',
  columns: {
    agentId: column.primary(column.varchar(64)),
    seq: column.int(),
    idleSince: column.nullable(column.time()),
    decideAt: column.nullable(column.time()),
  },
  indices: [schemaIndex('training_floor_agent', { columns: ['decideAt', 'agentId'] })],
});

/** A contact that waits for an agent. */
export interface WaitingRow {
  contactId: string;
  queueId: string;
  since: Date;
}

export const WaitingSchema = new EntitySchema<WaitingRow>({
  name: 'training_waiting',
  columns: {
    contactId: column.primary(column.ref()),
    queueId: column.varchar(64),
    since: column.time(),
  },
  indices: [schemaIndex('training_waiting', { columns: ['queueId', 'since'] })],
});

/** Which queues agents of a routing profile serve. */
export interface ServedRow {
  profileId: string;
  isDefault: boolean;
  queueIds: string[];
  toldAt: Date;
}

export const ServedSchema = new EntitySchema<ServedRow>({
  name: 'training_served',
  columns: {
    profileId: column.primary(column.varchar(64)),
    isDefault: column.flag(),
    queueIds: column.json(),
    toldAt: column.time(),
  },
});

export interface MicroOfferRow {
  id: string;
  agentId: string;
  courseId: string;
  state: 'open' | 'taken' | 'declined' | 'withdrawn';
  /** The agent's while it is open or taken: they have one at a time. */
  liveKey: string | null;
  offeredAt: Date;
  endedAt: Date | null;
}

export const MicroOfferSchema = new EntitySchema<MicroOfferRow>({
  name: 'training_micro_offer',
  columns: {
    id: column.id(),
    agentId: column.varchar(64),
    courseId: column.ref(),
    state: column.varchar(16),
    liveKey: column.nullable(column.varchar(64)),
    offeredAt: column.time(),
    endedAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex('training_micro_offer', { columns: ['liveKey'], unique: true }),
    schemaIndex('training_micro_offer', { columns: ['agentId', 'id'] }),
  ],
});

export interface MicroSettingsRow {
  id: string;
  version: number;
  enabled: boolean;
  idleSeconds: number;
  mostWaiting: number;
}

export const MicroSettingsSchema = new EntitySchema<MicroSettingsRow>({
  name: 'training_micro_settings',
  columns: {
    id: column.primary(column.varchar(16)),
    version: column.int(),
    enabled: column.flag(),
    idleSeconds: column.int(),
    mostWaiting: column.int(),
  },
});
