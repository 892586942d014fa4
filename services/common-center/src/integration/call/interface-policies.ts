import { TargetPolicy } from '#libs/discovery/resilience/target-policy';
import { PolicySettings, type BreakerState } from '#libs/discovery/resilience/resilience';
import { Clock } from '#libs/kernel/clock';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { InterfaceBreakers } from '../alarm/interface-breakers.js';
import type { CallableInterface } from '../document/published-interfaces.js';
import type { InterfaceDocument } from '../domain/interface-document.js';

const INTERFACES = 5_000;

interface Guard {
  readonly settings: string;
  readonly policy: TargetPolicy;
  breaker: BreakerState;
}

/** Time limit, bulkhead, retries and breaker of each interface of each tenant, in this process. */
@Injectable()
export class InterfacePolicies {
  readonly #guards = new LRUCache<string, Guard>({ max: INTERFACES });

  constructor(
    private readonly breakers: InterfaceBreakers,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Made anew when the interface wants to be guarded otherwise. */
  of({ id, code, document }: CallableInterface): TargetPolicy {
    const tenant = currentTenant();
    const key = `${tenant}/${id}`;
    const wanted = settingsOf(document);
    const settings = JSON.stringify(wanted);
    const known = this.#guards.get(key);
    if (known?.settings === settings) return known.policy;
    const guard: Guard = { settings, policy: this.#policy(tenant, id, code, wanted), breaker: 'closed' };
    this.#guards.set(key, guard);
    return guard.policy;
  }

  breakerOf(interfaceId: string): BreakerState {
    return this.#guards.get(`${currentTenant()}/${interfaceId}`)?.breaker ?? 'closed';
  }

  #policy(tenant: string, id: string, code: string, settings: PolicySettings): TargetPolicy {
    const key = `${tenant}/${id}`;
    const listener = {
      breakerChanged: (_: string, state: BreakerState) => {
        const guard = this.#guards.get(key);
        if (guard) guard.breaker = state;
        this.logger.warn({ interface: key, state }, 'breaker of an interface');
        void this.breakers.changed(tenant, id, state);
      },
      bulkheadFull: () => this.logger.warn({ interface: key }, 'too many calls of an interface at the same time'),
      retried: () => {},
      retryBudgetSpent: () => {},
    };
    return new TargetPolicy(code, settings, listener, this.clock, Math.random);
  }
}

function settingsOf({ timeoutMs, attempts, concurrency, breaker }: InterfaceDocument): PolicySettings {
  const retry = { attempts, baseMs: 50, maxMs: 1_000, ratio: 0.2, minimum: 20 };
  const places = { bulkhead: concurrency, queue: { size: 0 }, adaptive: false as const };
  return PolicySettings.parse({ timeoutMs, ...places, breaker, retry });
}
