import { domainError } from '#libs/kernel/domain-error';

/** It is on its way to another database server, which takes some seconds (HTTP 503). */
export class TenantMoving extends domainError('tenant-moving', 'conflict') {}

/** Where the databases of a tenant are. */
export interface Place {
  /** One of the servers this program knows; absent: its own. */
  readonly server?: string | undefined;
  /** On the way to another server. `held`: everybody waits; `sealed`: the sealed database is read, and writers wait. */
  readonly moving?: 'held' | 'sealed' | undefined;
}

/** Says of each tenant where its databases are now; every process hears of a change by itself. */
export abstract class TenantPlacement {
  abstract placeOf(tenantId: string): Place;
  /** Resolves with true once the place is such, with false after `withinMs`. */
  abstract untilPlaced(tenantId: string, isSuch: (place: Place) => boolean, withinMs: number): Promise<boolean>;
}

/** Every tenant on the program's own server, for good. */
export class AtHome extends TenantPlacement {
  placeOf(): Place {
    return {};
  }

  async untilPlaced(_tenantId: string, isSuch: (place: Place) => boolean): Promise<boolean> {
    return isSuch({});
  }
}
