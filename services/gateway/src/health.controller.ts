import { ServiceRegistry } from '#libs/discovery/registry/service-registry';
import { openBreakers, TargetPolicies } from '#libs/discovery/resilience/target-policies';
import { Refusal } from '#libs/web/http/problem';
import { Controller, Get } from '@nestjs/common';
import { LiveRoutes } from './routing/live-routes.js';

@Controller('health')
export class HealthController {
  constructor(
    private readonly routes: LiveRoutes,
    private readonly registry: ServiceRegistry,
    private readonly policies: TargetPolicies,
  ) {}

  @Get('live')
  live() {
    return { status: 'ok' };
  }

  /** Without a route there is nothing to serve; without the registry the last known routes and instances do. */
  @Get('ready')
  async ready() {
    const routes = this.routes.table.operations.length;
    if (routes === 0) throw new Refusal(503, 'not-ready', 'No service has been found yet.');
    const registry = await this.registry.ping().then(
      () => 'up',
      () => 'away, going by what was last known',
    );
    return { status: 'ok', routes, registry, info: { breakers: { open: openBreakers(this.policies) } } };
  }
}
