import type { Metrics } from '#libs/observability/metrics';
import type { Logger } from 'pino';
import type { Quotas } from './quotas.js';

const EVERY_MS = 30_000;

/** Says once in a period that a tenant has nearly used up its requests, and counts such quotas. */
export class QuotaWatch {
  #told: ReadonlySet<string> = new Set();
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly quotas: Quotas,
    metrics: Metrics,
    private readonly logger: Logger,
  ) {
    const help = 'Quotas of requests that were nearly used up when last looked at, of all tenants';
    metrics.gauge('switchboard_gateway_quotas_nearly_used_count', help, [], (gauge) => gauge.set(this.#told.size));
    this.#timer = setInterval(() => void this.look(), EVERY_MS).unref();
  }

  async look(): Promise<void> {
    const nearly = await this.quotas.nearlyUsed().catch(() => []);
    const now = new Set<string>();
    for (const { tenantId, period, used, limit, resetsAt } of nearly) {
      const key = `${tenantId} ${period} ${resetsAt} ${limit}`;
      now.add(key);
      if (this.#told.has(key)) continue;
      this.logger.warn({ tenant: tenantId, period, used, limit }, 'a tenant has nearly used up its requests');
    }
    this.#told = now;
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
