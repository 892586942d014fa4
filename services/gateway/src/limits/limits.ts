import { setTimeout as pause } from 'node:timers/promises';
import type { Live } from '#libs/discovery/config/live-value';
import type { Asked } from './asked.js';
import type { LimitSettings } from '#libs/contracts/settings/gateway-limits';
import type { Judgement } from './meters/meter.js';
import type { Quotas } from './quota/quotas.js';
import type { Standing } from './rate-limit-fields.js';
import { rulingOf, type Limit } from './rule-book.js';
import type { Draw, LimitStore } from './store/limit-store.js';
import { TooManyRequests } from './too-many-requests.js';

/** The rules and quotas that every request is counted by. */
export class Limits {
  #rulings;

  constructor(
    settings: Live<LimitSettings>,
    private readonly quotas: Quotas,
    private readonly store: LimitStore,
  ) {
    this.#rulings = settings.current.rules.map(rulingOf);
    settings.onChange(({ rules }) => (this.#rulings = rules.map(rulingOf)));
  }

  /**
   * Counts a request by all that fits it, or by nothing when that refuses it; at once where nothing has to be waited for. By a
   * leaky bucket it resolves when it is the request's turn.
   * @returns undefined when nothing fits it. @throws TooManyRequests
   */
  count(asked: Asked): Standing | undefined | Promise<Standing> {
    const limits: Limit[] = [];
    const draws: Draw[] = [];
    for (const ruling of this.#rulings) {
      const key = ruling.keyOf(asked);
      if (key === undefined) continue;
      limits.push(ruling);
      draws.push(drawOf(ruling, key, asked));
    }
    for (const quota of this.quotas.of(asked.tenantId)) {
      limits.push(quota);
      draws.push(drawOf(quota, quota.key, asked));
    }
    if (draws.length === 0) return undefined;
    const judged = this.store.draw(draws);
    return 'then' in judged ? judged.then((all) => verdict(limits, all)) : verdict(limits, judged);
  }
}

/** Nothing weighs more than all there is. */
function drawOf({ meter }: Limit, key: string, { weight }: Asked): Draw {
  return { meter, key, weight: Math.min(weight, meter.limit) };
}

function verdict(limits: readonly Limit[], judged: readonly Judgement[]): Standing | Promise<Standing> {
  let told = 0;
  let waitMs = judged[0]!.waitMs;
  let policies = limits[0]!.policy;
  for (let at = 1; at < judged.length; at += 1) {
    policies += `, ${limits[at]!.policy}`;
    if (isTighter(limits[at]!, judged[at]!, limits[told]!, judged[told]!)) told = at;
    waitMs = Math.max(waitMs, judged[at]!.waitMs);
  }
  const { passes, remaining, resetMs } = judged[told]!;
  const standing = { policies, limit: limits[told]!, remaining, resetMs };
  if (!passes) throw new TooManyRequests(standing);
  return waitMs > 0 ? pause(waitMs, standing) : standing;
}

/** Of those that refuse the one that does so longest, else the one of which least is left. */
function isTighter(limit: Limit, judged: Judgement, other: Limit, otherJudged: Judgement): boolean {
  if (judged.passes !== otherJudged.passes) return !judged.passes;
  if (!judged.passes) return judged.resetMs > otherJudged.resetMs;
  return judged.remaining * other.meter.limit < otherJudged.remaining * limit.meter.limit;
}
