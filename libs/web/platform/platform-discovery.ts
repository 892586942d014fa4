import { ClientCredentials } from '#libs/discovery/calls/client-credentials';
import { ConfigCentre } from '#libs/discovery/config/config-centre';
import { HttpCaller, MOST_BYTES } from '#libs/discovery/calls/http-caller';
import { LiveValue } from '#libs/discovery/config/live-value';
import { LoadBalancer } from '#libs/discovery/registry/load-balancer';
import { Releases } from '#libs/discovery/release/releases';
import { resilienceSetting } from '#libs/discovery/resilience/resilience';
import { ServiceRoutes } from '#libs/discovery/registry/routes';
import { ServiceClient } from '#libs/discovery/calls/service-client';
import { ServiceRegistry } from '#libs/discovery/registry/service-registry';
import { ServiceTokens } from '#libs/discovery/calls/service-tokens';
import { TargetPolicies } from '#libs/discovery/resilience/target-policies';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Clock } from '#libs/kernel/clock';
import { Metrics } from '#libs/observability/metrics';
import type { Provider } from '@nestjs/common';
import type { Logger } from 'pino';
import { Circles } from '../access/circles.js';
import { OutsideAddresses, outsideAddressesSetting } from '../outside/outside-address.js';
import { OutsideConnections } from '../outside/outside-connections.js';
import { CustomerFamilies } from '../customer-families.js';
import type { Platform } from './platform.js';
import { RemoteSigningKeys } from '../access/remote-signing-keys.js';
import { resilienceListener } from '../operation/resilience-listener.js';
import { watchTargets } from '../operation/target-metrics.js';
import { type ServiceDefinition } from './service-definition.js';
import { SigningKeys, TokenVerifier } from '../access/token-verifier.js';
import { AccessBlocks } from '#libs/personal-data/access-blocks';
import { MaskingPolicies } from '#libs/personal-data/masking-policies';
import { PersonalBoundary } from '../personal/personal-boundary.js';

/** How a service finds others, asks them, and knows who asks it. */
export function discoveryOf(service: ServiceDefinition, platform: Platform, logger: Logger): Provider[] {
  const secret = { clientId: service.name, clientSecret: platform.secret };
  return [
    {
      provide: TargetPolicies,
      useFactory: (centre: ConfigCentre, clock: Clock, metrics: Metrics) => {
        const settings = new LiveValue(centre, resilienceSetting, logger);
        const policies = new TargetPolicies(settings, resilienceListener(logger, metrics), clock);
        watchTargets(metrics, policies);
        return policies;
      },
      inject: [ConfigCentre, Clock, Metrics],
    },
    {
      provide: OutsideAddresses,
      useFactory: (centre: ConfigCentre) =>
        new OutsideAddresses(new LiveValue(centre, outsideAddressesSetting, logger)),
      inject: [ConfigCentre],
    },
    {
      provide: OutsideConnections,
      useFactory: (addresses: OutsideAddresses) => new OutsideConnections(addresses),
      inject: [OutsideAddresses],
    },
    {
      provide: HttpCaller,
      useFactory: (policies: TargetPolicies, outside: OutsideConnections) =>
        new HttpCaller(policies, (address) => outside.to(address, 'system', MOST_BYTES)),
      inject: [TargetPolicies, OutsideConnections],
    },
    {
      provide: ServiceRoutes,
      useFactory: (centre: ConfigCentre, registry: ServiceRegistry, clock: Clock) =>
        new ServiceRoutes(
          new Releases(centre, registry, logger),
          new LoadBalancer(clock, { zone: platform.labels?.['zone'] }),
        ),
      inject: [ConfigCentre, ServiceRegistry, Clock],
    },
    {
      provide: ServiceTokens,
      useFactory: (caller: HttpCaller, routes: ServiceRoutes, clock: Clock) =>
        new ClientCredentials(caller, routes, secret, clock),
      inject: [HttpCaller, ServiceRoutes, Clock],
    },
    {
      provide: ServiceClient,
      useFactory: (caller: HttpCaller, routes: ServiceRoutes, tokens: ServiceTokens, clock: Clock) =>
        new ServiceClient(caller, routes, tokens, clock),
      inject: [HttpCaller, ServiceRoutes, ServiceTokens, Clock],
    },
    {
      provide: Circles,
      useFactory: (client: ServiceClient, clock: Clock) => new Circles(client, clock),
      inject: [ServiceClient, Clock],
    },
    {
      provide: CustomerFamilies,
      useFactory: (client: ServiceClient) => new CustomerFamilies(client, logger),
      inject: [ServiceClient],
    },
    {
      provide: SigningKeys,
      useFactory: (caller: HttpCaller, routes: ServiceRoutes) => new RemoteSigningKeys(caller, routes),
      inject: [HttpCaller, ServiceRoutes],
    },
    {
      provide: TokenVerifier,
      useFactory: (keys: SigningKeys, clock: Clock) => new TokenVerifier(keys, clock),
      inject: [SigningKeys, Clock],
    },
    {
      provide: MaskingPolicies,
      useFactory: (centre: ConfigCentre) => new MaskingPolicies(centre),
      inject: [ConfigCentre],
    },
    {
      provide: AccessBlocks,
      useFactory: (centre: ConfigCentre) => new AccessBlocks(centre),
      inject: [ConfigCentre],
    },
    PersonalBoundary,
    {
      provide: TenantDirectory,
      useFactory: (centre: ConfigCentre) => new TenantDirectory(centre),
      inject: [ConfigCentre],
    },
  ];
}
