import { ConfigCentre } from '#libs/discovery/config-centre';
import { ServiceRegistry } from '#libs/discovery/service-registry';
import { Broker } from '#libs/messaging/broker';
import { Database } from '#libs/persistence/database';
import { Controller, Get } from '@nestjs/common';
import { HealthCheck, HealthCheckService, HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from './permissions.js';

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
    ]);
  }

  async #needed(name: string, part: Pingable): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check(name);
    return part.ping().then(
      () => indicator.up(),
      () => indicator.down(),
    );
  }

  async #missed(name: string, part: Pingable): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check(name);
    return part.ping().then(
      () => indicator.up(),
      () => indicator.up({ degraded: true }),
    );
  }
}
