import type { LimitSettings } from '#libs/contracts/settings/gateway-limits';
import type { Live } from '#libs/discovery/config/live-value';
import type { TenantDirectory } from '#libs/discovery/tenant-directory';
import { requireAwake } from './admission/tenancy.js';
import type { GatewayOptions } from './options.js';
import { EndedSessions } from './staying/ended-sessions.js';
import { Endings } from './staying/endings.js';
import { LongConnections } from './staying/long-connections.api.js';
import { MemoryStayCounts } from './staying/memory-stay-counts.js';
import { RedisStayCounts } from './staying/redis-stay-counts.js';
import type { StayCounts } from './staying/stay-counts.js';

/** What is to do with connections that stay open. */
export interface StayingParts {
  readonly long: LongConnections;
  readonly counts: StayCounts;
  readonly endedSessions: EndedSessions;
  readonly endings: Endings;
  close(): void;
}

export function stayingParts(
  { redis, logger }: GatewayOptions,
  limiting: Live<LimitSettings>,
  tenants: TenantDirectory,
): StayingParts {
  const counts = redis ? new RedisStayCounts(redis, logger) : new MemoryStayCounts();
  const endedSessions = new EndedSessions();
  const long = new LongConnections(
    () => limiting.current.sockets,
    counts,
    ({ tenantId, sessionId }) => {
      requireAwake(tenants.get(tenantId!));
      endedSessions.requireGoing(sessionId);
    },
  );
  const endings = new Endings(long, tenants, endedSessions);
  const close = () => {
    endings.close();
    counts.close();
  };
  return { long, counts, endedSessions, endings, close };
}
