import type { Clock } from '#libs/kernel/clock';
import type { TenantStirs } from '#libs/persistence/tenant/tenant-stirs';

/** What nobody told of is found after so long at the latest. */
const LOOK_AGAIN_MS = 30_000;

/** One that found nothing left to do. */
interface Look {
  readonly stirs: number;
  /** ms since 1970. */
  readonly at: number;
  /** There is nothing to do before, unless something is written. */
  readonly until: number;
}

/** Of work that is done in each tenant, round by round: where nothing was written and nothing has come due it is passed over. */
export class TenantLooks {
  #last = new Map<string, Look>();

  /** @param nextDue when something comes due in the tenant in context; undefined: not before something is written */
  constructor(
    private readonly stirs: Pick<TenantStirs, 'of'>,
    private readonly clock: Clock,
    private readonly nextDue: () => Promise<Date | undefined>,
  ) {}

  async look(tenantId: string, work: () => Promise<void>): Promise<void> {
    const [stirs, at] = [this.stirs.of(tenantId), this.clock.ms()];
    if (isStill(this.#last.get(tenantId), stirs, at)) return;
    // What is forgotten while the work goes on is not remembered by it.
    const last = this.#last;
    last.delete(tenantId);
    await work();
    if (this.stirs.of(tenantId) !== stirs) return;
    const due = (await this.nextDue())?.getTime() ?? Infinity;
    last.set(tenantId, { stirs, at, until: Math.min(due, at + LOOK_AGAIN_MS) });
  }

  /** Everything is looked at again. */
  forget(): void {
    this.#last = new Map();
  }
}

/** A clock that was set back is no clock to go by. */
function isStill(last: Look | undefined, stirs: number, now: number): boolean {
  return last !== undefined && last.stirs === stirs && last.at <= now && now < last.until;
}
