import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import { Session } from '../domain/session.aggregate.js';
import type { SessionEnd } from '../domain/session.events.js';

export interface SessionRow {
  id: string;
  version: number;
  updatedAt: Date;
  accountId: string;
  device: string;
  amr: string[];
  tokenHash: string;
  spentHash: string | null;
  spentRequest: string | null;
  spentNonce: string | null;
  createdAt: Date;
  lastUsedAt: Date;
  idleExpiresAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
  endReason: SessionEnd | null;
}

export const SessionSchema = new EntitySchema<SessionRow>({
  name: 'Session',
  tableName: 'session',
  target: Session,
  columns: {
    ...aggregateColumns,
    accountId: column.ref(),
    device: column.varchar(64),
    amr: column.json(),
    tokenHash: column.varchar(64),
    spentHash: column.nullable(column.varchar(64)),
    spentRequest: column.nullable(column.varchar(64)),
    spentNonce: column.nullable(column.varchar(64)),
    createdAt: column.time(),
    lastUsedAt: column.time(),
    idleExpiresAt: column.time(),
    expiresAt: column.time(),
    endedAt: column.nullable(column.time()),
    endReason: column.nullable(column.varchar(32)),
  },
  indices: [
    schemaIndex('session', { columns: ['accountId', 'id'] }),
    schemaIndex('session', { columns: ['expiresAt'] }),
    schemaIndex('session', { columns: ['endedAt'] }),
  ],
});

/** Every refresh token that was ever given, by its hash, as long as its session could live. */
export const RefreshTokenSchema = new EntitySchema<{ hash: string; sessionId: string; expiresAt: Date }>({
  name: 'refresh_token',
  columns: { hash: column.primary(column.varchar(64)), sessionId: column.ref(), expiresAt: column.time() },
  indices: [schemaIndex('refresh_token', { columns: ['expiresAt'] })],
});
