import type { Router } from '#libs/contact-routing/router';
import { Clock } from '#libs/kernel/clock';
import { Metrics } from '#libs/observability/metrics';
import { Injectable } from '@nestjs/common';

interface Watched {
  readonly tenant: string;
  readonly router: Router;
}

/** What operators see of the routers of this process. */
@Injectable()
export class RoutingMetrics {
  #routers: () => readonly Watched[] = () => [];

  constructor(metrics: Metrics, clock: Clock) {
    metrics.gauge('switchboard_routing_lag_seconds', 'How long ago the most overdue tick was due', [], (gauge) => {
      const lags = this.#routers().map(({ router }) => clock.ms() - (router.nextWake()?.getTime() ?? Infinity));
      gauge.set(Math.max(0, ...lags) / 1_000);
    });
    metrics.gauge('switchboard_routing_waiting_contacts_count', 'Contacts that wait in queues', ['tenant'], (gauge) => {
      for (const { tenant, router } of this.#routers()) gauge.set({ tenant }, router.load().waiting);
    });
    metrics.gauge('switchboard_routing_ready_agents_count', 'Agents who are ready', ['tenant'], (gauge) => {
      for (const { tenant, router } of this.#routers()) gauge.set({ tenant }, router.load().ready);
    });
  }

  watch(routers: () => readonly Watched[]): void {
    this.#routers = routers;
  }
}
