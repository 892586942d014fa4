import type { DataSource } from 'typeorm';

/** Connections to database servers: in use, idle, and how many wait for one. */
export interface PoolStanding {
  readonly busy: number;
  readonly idle: number;
  readonly waiting: number;
}

type Sized = Readonly<Partial<Record<'_allConnections' | '_freeConnections' | '_connectionQueue', { length: number }>>>;

/** Of a pool of mysql2, which tells nobody; all 0 where it is made otherwise. */
export function standingOf({ driver }: DataSource): PoolStanding {
  const pool = (driver as { readonly pool?: Sized }).pool;
  const all = pool?._allConnections?.length ?? 0;
  const idle = pool?._freeConnections?.length ?? 0;
  return { busy: all - idle, idle, waiting: pool?._connectionQueue?.length ?? 0 };
}
