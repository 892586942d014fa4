import type { Broker } from '#libs/messaging/broker';
import type { Platform } from '#libs/web/platform/platform';
import type { Logger } from 'pino';
import type { EntranceLimits } from './entrance.js';
import type { MetricsPlace } from './metrics-listener.js';
import type { LargeBodyLimits } from './proxy/large-bodies.js';
import type { ProxyLimits } from './proxy/proxy.js';
import type { SocketLimits } from './socket-door.js';

export interface GatewayOptions {
  readonly platform: Pick<Platform, 'clock' | 'registry' | 'configCentre' | 'secret' | 'labels'>;
  readonly logger: Logger;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** What the gateway stands behind; nobody else is believed about where a request came from. */
  readonly trustedProxies?: readonly string[];
  /** Where all gateways count limits together; without it they are counted in this process. */
  readonly redis?: { readonly url: string; readonly namespace: string };
  /** Where it hears what changed; without it views ask the services for whatever events would tell of. */
  readonly broker?: Broker;
  /** Where metrics are told; without it they are not. */
  readonly metrics?: MetricsPlace;
  readonly limits?: Partial<GatewayLimits>;
}

export interface GatewayLimits extends EntranceLimits, ProxyLimits, LargeBodyLimits, SocketLimits {
  /** After a stop, for what is in flight. */
  readonly graceMs: number;
  /** Of answers kept for views, about. */
  readonly viewCacheBytes: number;
  /** From one telling of what is wrong to the next. */
  readonly assuranceEveryMs: number;
  /** How often log-ins that ended are asked for while nobody tells of them. */
  readonly endingsEveryMs: number;
}

export const DEFAULT_LIMITS: GatewayLimits = {
  headerBytes: 16 * 1024,
  headerMs: 10_000,
  requestMs: 30_000,
  checkEveryMs: 1_000,
  bodyBytes: 10 * 1024 * 1024,
  uploadMs: 35_000,
  largestBodyBytes: 1024 ** 3,
  longestUploadMs: 60 * 60_000,
  paceBytesPerS: 16 * 1024,
  paceWindowMs: 10_000,
  stalledMs: 60_000,
  frameBytes: 64 * 1024,
  frameMs: 10_000,
  graceMs: 3_000,
  viewCacheBytes: 64 * 1024 * 1024,
  assuranceEveryMs: 5_000,
  endingsEveryMs: 2_000,
};
