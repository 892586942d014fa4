import { ConfigCentre } from '#libs/discovery/config/config-centre';
import { ServiceRegistry } from '#libs/discovery/registry/service-registry';
import { openBreakers, TargetPolicies } from '#libs/discovery/resilience/target-policies';
import { Broker } from '#libs/messaging/broker';
import { Database } from '#libs/persistence/database';
import { Controller, Get } from '@nestjs/common';
import { HealthCheck, HealthCheckService, HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../access/permissions.js';

interface Pingable {
  ping(): Promise<void>;
}

@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly database: Database,
    private readonly broker: Broker,
    private readonly registry: ServiceRegistry,
    private readonly configCentre: ConfigCentre,
    private readonly policies: TargetPolicies,
  ) {}

  @Get('live')
  @Public()
  live() {
    return { status: 'ok' };
  }

  /** Without its database a service is of no use; without the others it works on: events wait, known instances stay. */
  @Get('ready')
  @Public()
  @HealthCheck()
  ready() {
    return this.health.check([
      () => this.#needed('database', this.database),
      () => this.#missed('broker', this.broker),
      () => this.#missed('registry', this.registry),
      () => this.#missed('config', this.configCentre),
      () => this.#breakers(),
    ]);
  }

  async #needed(name: string, part: Pingable): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check(name);
    return part.ping().then(
      () => indicator.up(),
      () => indicator.down(),
    );
  }

  /** What it calls and is not asked for a while: said, and no reason not to be ready. */
  #breakers(): HealthIndicatorResult {
    return this.indicators.check('breakers').up({ open: openBreakers(this.policies) });
  }

  async #missed(name: string, part: Pingable): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check(name);
    return part.ping().then(
      () => indicator.up(),
      () => indicator.up({ degraded: true }),
    );
  }
}
