import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Clock } from '#libs/kernel/clock';
import { Metrics } from '#libs/observability/metrics';
import { ofEachTenant } from '#libs/web/tenant/of-each-tenant';
import { Injectable } from '@nestjs/common';
import { ForecastJobs } from './forecasts/forecast-jobs.js';
import { StaffingJobs } from './mixes/staffing-jobs.js';
import { VolumeImports } from './history/volume-imports.js';

/** What waits to be done in the background, all tenants together. */
@Injectable()
export class PlanningMetrics {
  constructor(
    metrics: Metrics,
    directory: TenantDirectory,
    jobs: ForecastJobs,
    imports: VolumeImports,
    staffings: StaffingJobs,
    private readonly clock: Clock,
  ) {
    const lag = (name: string, help: string, oldest: () => Promise<Date | undefined>) =>
      metrics.gauge(name, help, [], async (gauge) => {
        const lags = await ofEachTenant(directory.ids(), async () => this.#since(await oldest()));
        gauge.set(Math.max(0, ...lags));
      });
    lag('switchboard_planning_forecast_lag_seconds', 'Age of the oldest forecast that is not made yet', async () => {
      return (await jobs.next())?.orderedAt;
    });
    lag('switchboard_planning_staffing_lag_seconds', 'Age of the oldest staffing that is not made yet', async () => {
      return (await staffings.next())?.orderedAt;
    });
    lag('switchboard_planning_import_lag_seconds', 'Age of the oldest import of volumes that is not done', async () => {
      return (await imports.running())[0]?.orderedAt;
    });
  }

  #since(at: Date | undefined): number {
    return at ? (this.clock.ms() - at.getTime()) / 1_000 : 0;
  }
}
