import { Database } from '#libs/persistence/database';
import { readRows } from '#libs/persistence/rows/plain-rows';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import { Injectable } from '@nestjs/common';
import { type EntityManager, Not } from 'typeorm';
import { requireRoom, type Occupant } from './domain/isolation.js';
import { TenantJobSchema } from './infra/tenant-job.schema.js';
import { TenantSchema } from './infra/tenant.schema.js';

/** Which tenants are on which database server. */
@Injectable()
export class ServerRooms {
  constructor(private readonly database: Database) {}

  /**
   * Within the transaction that puts the tenant there: nobody else is put anywhere until it ends.
   * @throws DedicatedNeedsServer, ServerNotEmpty, ServerDedicated
   */
  async requireRoom(wanted: Occupant): Promise<void> {
    if (wanted.server === null) return requireRoom(wanted, []);
    await this.database.transaction(async (tx) => {
      await readRows(tx, TenantSchema, { id: PLATFORM_TENANT }, { forUpdate: this.database.locksRows });
      requireRoom(wanted, await occupants(tx));
    });
  }
}

/** Also those on their way: until a move is over they are on both servers. */
async function occupants(tx: EntityManager): Promise<Occupant[]> {
  const tenants = await tx.find(TenantSchema, { where: { status: Not('erased') } });
  const moves = await tx.find(TenantJobSchema, { where: { state: 'running', kind: 'move' } });
  const isolationOf = new Map(tenants.map(({ id, isolation }) => [id, isolation ?? 'shared']));
  return [
    ...tenants.map(({ id, server }) => ({ tenantId: id, server, isolation: isolationOf.get(id)! })),
    ...moves.flatMap(({ tenantId, order: { from = null, to = null, isolation } }) =>
      [from, to].map((server) => ({
        tenantId,
        server,
        isolation: isolation ?? isolationOf.get(tenantId) ?? ('shared' as const),
      })),
    ),
  ];
}
