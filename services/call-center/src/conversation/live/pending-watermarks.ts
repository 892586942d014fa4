import { currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { WatermarkRow } from '../infra/watermark.schema.js';
import { Watermarks } from './watermarks.js';

/** Devices tell of every message; what is written is the last of so many ms. Lost in a crash, it is told again on resuming. */
const EVERY_MS = 500;

/** Watermarks on their way to the database, those of a participant in a conversation as one. */
@Injectable()
export class PendingWatermarks {
  readonly #tenants = new Map<string, Map<string, WatermarkRow>>();
  #timer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> = Promise.resolve();

  constructor(
    private readonly watermarks: Watermarks,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  raise(row: WatermarkRow): void {
    const tenant = currentTenant();
    const rows = this.#tenants.get(tenant) ?? new Map<string, WatermarkRow>();
    this.#tenants.set(tenant, rows);
    const key = `${row.conversationId} ${row.participantId}`;
    const known = rows.get(key);
    rows.set(key, known === undefined ? row : higherOf(known, row));
    this.#timer ??= setTimeout(() => void this.flush(), EVERY_MS);
  }

  /** Does not reject. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const tenants = Array.from(this.#tenants);
    this.#tenants.clear();
    this.#flushing = this.#flushing.then(async () => {
      for (const [tenant, rows] of tenants) await this.#write(tenant, Array.from(rows.values()));
    });
    return this.#flushing;
  }

  async #write(tenant: string, rows: readonly WatermarkRow[]): Promise<void> {
    await runAsTenant(tenant, () => this.watermarks.raise(rows)).catch((error: unknown) =>
      this.logger.warn({ err: error, tenant }, 'watermarks were not written'),
    );
  }
}

function higherOf(one: WatermarkRow, other: WatermarkRow): WatermarkRow {
  return {
    ...one,
    deliveredSeq: Math.max(one.deliveredSeq, other.deliveredSeq),
    readSeq: Math.max(one.readSeq, other.readSeq),
  };
}
