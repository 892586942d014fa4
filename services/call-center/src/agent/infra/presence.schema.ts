import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { Presence } from '../domain/presences.js';

export interface PresenceRow {
  agentId: string;
  presence: Presence;
  leaseUntil: Date;
}

export const PresenceSchema = new EntitySchema<PresenceRow>({
  name: 'agent_presence',
  columns: {
    agentId: column.primary(column.ref()),
    presence: column.varchar(16),
    leaseUntil: column.time(),
  },
  indices: [schemaIndex('agent_presence', { columns: ['presence', 'leaseUntil'] })],
});
