import { ServiceRegistry } from '#libs/discovery/registry/service-registry';
import { TargetPolicies } from '#libs/discovery/resilience/target-policies';
import { GatewaySeal } from '#libs/web/access/gateway-seal';
import { Module, type DynamicModule } from '@nestjs/common';
import { Views } from './aggregation/views.js';
import { InstanceController, OWN_REPORT } from './assurance/instance.controller.js';
import { DocsController } from './docs.controller.js';
import { HealthController } from './health.controller.js';
import { OwnOperations } from './own/own-operations.js';
import type { GatewayParts } from './parts.js';
import { LiveRoutes } from './routing/live-routes.js';

/** What the gateway is for itself: health, API pages. Requests to services never come here. */
@Module({})
export class AdministrationModule {
  static for(registry: ServiceRegistry, { routes, views, own, seal, policies }: GatewayParts): DynamicModule {
    return {
      module: AdministrationModule,
      controllers: [HealthController, DocsController, InstanceController],
      providers: [
        { provide: ServiceRegistry, useValue: registry },
        { provide: TargetPolicies, useValue: policies },
        { provide: LiveRoutes, useValue: routes },
        { provide: Views, useValue: views },
        { provide: OwnOperations, useValue: own.operations },
        { provide: OWN_REPORT, useValue: own.report },
        { provide: GatewaySeal, useValue: seal },
      ],
    };
  }
}
