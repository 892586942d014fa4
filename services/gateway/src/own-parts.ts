import type { HttpCaller } from '#libs/discovery/calls/http-caller';
import { LiveValue } from '#libs/discovery/config/live-value';
import type { Releases } from '#libs/discovery/release/releases';
import type { ServiceRoutes } from '#libs/discovery/registry/routes';
import { newId } from '#libs/kernel/id';
import type { GatewaySeal } from '#libs/web/access/gateway-seal';
import { Assurance } from './assurance/assurance.js';
import { assuranceRoutes } from './assurance/assurance-routes.js';
import { assuranceSetting } from '#libs/contracts/settings/gateway-assurance';
import type { BreakerBoard } from './assurance/breaker-board.js';
import { DeadLetterCounts } from './assurance/dead-letter-counts.js';
import { Fleet } from './assurance/fleet.js';
import { gatewayReport } from './assurance/gateway-report.js';
import type { OwnReport } from './assurance/instance.controller.js';
import { LiveAssurance } from './assurance/live-assurance.js';
import { WrongNowPage } from './assurance/wrong-now.js';
import type { GatewayOptions } from './options.js';
import { Announcements } from './release/announcements.js';
import { ReleaseChanges } from './release/release-changes.js';
import { releaseRoutes } from './release/release-routes.js';
import { versionRoutes } from './release/version-routes.js';
import type { LiveRoutes } from './routing/live-routes.js';
import { OwnOperations } from './own/own-operations.js';
import { quotaRoutes } from './limits/quota/quota-routes.js';
import type { Quotas } from './limits/quota/quotas.js';
import { TokenBucket } from './limits/meters/token-bucket.js';
import type { LimitStore } from './limits/store/limit-store.js';
import { clientLogsSetting } from '#libs/contracts/settings/gateway-client-logs';
import { clientLogRoutes } from './client-logs/client-log-routes.js';
import { ClientLogs, type Allows } from './client-logs/client-logs.api.js';

export interface OwnPartsOf {
  readonly name: string;
  readonly options: GatewayOptions;
  readonly releases: Releases;
  readonly ways: ServiceRoutes;
  readonly caller: HttpCaller;
  readonly routes: LiveRoutes;
  readonly quotas: Quotas;
  readonly store: LimitStore;
  readonly board: BreakerBoard;
  readonly seal: GatewaySeal;
  readonly assuranceEveryMs: number;
}

/** What the gateway offers besides passing on: releases, versions, assurance. */
export interface OwnParts {
  readonly operations: OwnOperations;
  readonly assurance: Assurance;
  readonly report: OwnReport;
  endStreams(): void;
  close(): void;
}

export function ownParts(parts: OwnPartsOf): OwnParts {
  const { name, options, releases, ways, caller, routes, board, seal } = parts;
  const { platform, logger } = options;
  const { registry, configCentre, clock } = platform;
  const settings = new LiveValue(configCentre, assuranceSetting, logger);
  const assurance = new Assurance(settings, clock);
  const id = newId(clock.now());
  const logging = new LiveValue(configCentre, clientLogsSetting, logger);
  const clientLogs = new ClientLogs(logging, allowsBy(parts.store), clock, logger);
  const report: OwnReport = (query) => gatewayReport(id, assurance, board, clientLogs, query);
  const fleet = new Fleet({ name, registry, caller, seal, logger, own: report });
  const deadLetters = new DeadLetterCounts(routes, caller, ways);
  const page = new WrongNowPage({ fleet, settings, registry, routes, releases, deadLetters, clock });
  const live = new LiveAssurance(page, board, parts.assuranceEveryMs, logger);
  const announcements = new Announcements(releases, registry);
  const operations = new OwnOperations([
    ...releaseRoutes(releases, registry, new ReleaseChanges(releases, clock, logger)),
    ...versionRoutes(announcements),
    ...quotaRoutes(parts.quotas),
    ...clientLogRoutes(clientLogs),
    ...assuranceRoutes(page, fleet, live),
  ]);
  return {
    operations,
    assurance,
    report,
    endStreams: () => {
      live.endAll();
      announcements.endAll();
    },
    close: () => {
      announcements.close();
      settings.close();
      logging.close();
    },
  };
}

function allowsBy(store: LimitStore): Allows {
  return async (lines) => {
    const draws = lines.map(({ key, count, perMinute }) => ({
      key: `client-logs|${key}`,
      meter: new TokenBucket(perMinute / 60, perMinute),
      weight: Math.min(count, perMinute),
    }));
    return (await store.draw(draws)).every(({ passes }) => passes);
  };
}
