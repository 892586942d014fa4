import type { HttpCaller } from '#libs/discovery/calls/http-caller';
import type { ServiceTokens } from '#libs/discovery/calls/service-tokens';
import type { ServiceRoutes } from '#libs/discovery/registry/routes';
import type { GatewaySeal } from '#libs/web/access/gateway-seal';
import type { TokenVerifier } from '#libs/web/access/token-verifier';
import type { Logger } from 'pino';
import type { Views } from './aggregation/views.js';
import type { Assurance } from './assurance/assurance.js';
import type { GatewayMetrics } from './gateway-metrics.js';
import type { Limits } from './limits/limits.js';
import type { OwnOperations } from './own/own-operations.js';
import type { Proxy } from './proxy/proxy.js';
import type { ClientAddresses } from './admission/client-address.js';
import type { CrossOrigin } from './admission/cross-origin.js';
import type { LiveRoutes } from './routing/live-routes.js';
import type { Tenancy } from './admission/tenancy.js';
import type { EndedSessions } from './staying/ended-sessions.js';
import type { UnheardEndings } from './staying/unheard-endings.js';
import type { LongConnections } from './staying/long-connections.api.js';

export interface DoorParts {
  readonly tenancy: Tenancy;
  readonly services: { readonly caller: HttpCaller; readonly ways: ServiceRoutes };
  readonly verifier: TokenVerifier;
  readonly limits: Limits;
  readonly routes: LiveRoutes;
  readonly proxy: Proxy;
  readonly views: Views;
  readonly own: OwnOperations;
  readonly assurance: Assurance;
  readonly seal: GatewaySeal;
  readonly addresses: ClientAddresses;
  readonly crossOrigin: CrossOrigin;
  /** Good for nothing but what is public. */
  readonly publicTokens: ServiceTokens;
  readonly long: LongConnections;
  readonly endedSessions: EndedSessions;
  readonly unheard: UnheardEndings;
  readonly metrics: GatewayMetrics;
  readonly logger: Logger;
}
