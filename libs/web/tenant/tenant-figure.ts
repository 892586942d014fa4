import type { TenantDirectory } from '#libs/discovery/tenant-directory';
import type { Clock } from '#libs/kernel/clock';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import type { TenantStirs } from '#libs/persistence/tenant/tenant-stirs';
import { ofEachTenant } from './of-each-tenant.js';

/** Time alone brings some figures up from nothing. */
const MEASURED_EVERY_MS = 60_000;

interface Known {
  readonly value: number;
  readonly stirs: number;
  /** ms since 1970. */
  readonly at: number;
}

/** A figure of each tenant. Where it was 0 and nothing was written since, it is measured once a minute, however often it is asked for. */
export class TenantFigure {
  readonly #known = new Map<string, Known>();

  constructor(
    private readonly directory: Pick<TenantDirectory, 'ids'>,
    private readonly stirs: Pick<TenantStirs, 'of'>,
    private readonly clock: Clock,
    private readonly measure: () => Promise<number>,
  ) {}

  ofEach(): Promise<number[]> {
    return ofEachTenant(this.directory.ids(), () => this.#of(currentTenant()));
  }

  async #of(tenantId: string): Promise<number> {
    const [stirs, at] = [this.stirs.of(tenantId), this.clock.ms()];
    if (isStillNothing(this.#known.get(tenantId), stirs, at)) return 0;
    const value = await this.measure();
    this.#known.set(tenantId, { value, stirs, at });
    return value;
  }
}

function isStillNothing(known: Known | undefined, stirs: number, now: number): boolean {
  if (known?.value !== 0 || known.stirs !== stirs) return false;
  return known.at <= now && now < known.at + MEASURED_EVERY_MS;
}
