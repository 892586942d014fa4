import type { ConfigCentre } from '#libs/discovery/config/config-centre';
import type { ServiceRoutes } from '#libs/discovery/registry/routes';
import type { TargetPolicies } from '#libs/discovery/resilience/target-policies';
import type { Clock } from '#libs/kernel/clock';
import type { Metrics } from '#libs/observability/metrics';
import { AccessBlocks } from '#libs/personal-data/access-blocks';
import { MaskingPolicies } from '#libs/personal-data/masking-policies';
import type { Logger } from 'pino';
import type { Asking, OwnOperation } from '../own/own-operation.api.js';
import { PartCache } from './cache/part-cache.js';
import { ChangeFeed, type FeedListener } from './changes/change-feed.js';
import type { ChangeSource } from './changes/change-source.js';
import { houseViews } from './definition/house-views.js';
import { LiveViews } from './definition/live-views.js';
import type { Operations } from './definition/operations.js';
import { ViewDelivery } from './delivery/view-delivery.js';
import { Watches } from './delivery/watches.js';
import { WatchDoor } from './delivery/watch-door.js';
import type { MaskingOf } from './execution/caller.api.js';
import { PartAnswers, tagOf } from './execution/part-answers.js';
import { ServiceAnswers } from './execution/service-answers.js';
import { viewPaths } from './view-paths.js';
import { checkedInputs, matched, wishOf } from './view-target.js';
import { ViewCounts } from './view-counts.js';
import { viewStatistics } from './view-statistics.js';

export interface ViewsParts {
  readonly configCentre: ConfigCentre;
  readonly operations: Operations;
  readonly policies: TargetPolicies;
  readonly ways: ServiceRoutes;
  /** undefined: nobody tells of changes, and services are always asked. */
  readonly changes: ChangeSource | undefined;
  /** Told of all that changes, besides. */
  readonly alsoTold: FeedListener;
  readonly cacheBytes: number;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly logger: Logger;
}

const STATISTICS = {
  service: 'gateway',
  method: 'GET',
  template: '/api/v1/views/statistics',
  permission: 'view:read-statistics',
};
const STREAM = { service: 'gateway', method: 'GET', template: '/api/v1/views/stream', permission: 'me:read' };
const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

function maskingBy(centre: ConfigCentre): MaskingOf {
  const policies = new MaskingPolicies(centre);
  const blocks = new AccessBlocks(centre);
  return ({ tenantId, identity }) => {
    return { version: policies.versionOf(tenantId), isBlocked: blocks.has(tenantId, identity.subject) };
  };
}

/** Declared views: one answer put together from what many services say. */
export class Views {
  readonly #alsoTold: FeedListener;
  readonly #live: LiveViews;
  readonly #cache: PartCache;
  readonly #feed: ChangeFeed;
  readonly #services: ServiceAnswers;
  readonly #watches = new Watches();
  readonly #delivery: ViewDelivery;
  readonly #watchDoor: WatchDoor;
  readonly #counts: ViewCounts;

  constructor(parts: ViewsParts) {
    const { configCentre, operations, policies, ways, changes, cacheBytes, metrics, clock, logger } = parts;
    this.#alsoTold = parts.alsoTold;
    this.#counts = new ViewCounts(metrics);
    this.#live = new LiveViews(houseViews(), configCentre, operations, logger);
    this.#feed = new ChangeFeed(changes, clock);
    this.#cache = new PartCache(cacheBytes, this.#feed, clock);
    this.#services = new ServiceAnswers(policies, ways);
    const answers = new PartAnswers(this.#cache, this.#services, this.#feed, this.#counts, maskingBy(configCentre));
    this.#delivery = new ViewDelivery(operations, answers, this.#watches, this.#counts);
    this.#watchDoor = new WatchDoor(this.#live, operations, answers, this.#watches);
    this.#watchGauges(metrics);
  }

  async start(): Promise<void> {
    await this.#feed.start({
      changed: (change) => {
        this.#cache.touch(
          change.ids.map((id) => tagOf(change.tenantId, id)),
          change.type,
        );
        this.#watches.changed(change);
        this.#alsoTold.changed(change);
      },
      missed: () => {
        this.#watches.missed();
        this.#alsoTold.missed();
      },
    });
  }

  /** Whether what changes now is heard of. */
  get hears(): boolean {
    return this.#feed.works;
  }

  /** Undefined: it is not the gateway's to answer. */
  find(method: string, target: string): OwnOperation | undefined {
    if (method !== 'GET' || !target.startsWith('/api/v1/views/')) return undefined;
    const [path = '', query = ''] = target.split('?', 2);
    if (path === STATISTICS.template)
      return { operation: STATISTICS, weight: 1, answer: async (asking) => this.#tell(asking) };
    const search = new URLSearchParams(query);
    if (path === STREAM.template)
      return { operation: STREAM, weight: 1, answer: async (asking) => this.#watchDoor.open(asking, search) };
    const found = matched(this.#live.standing, path);
    if (found === undefined) return undefined;
    const { path: template, permission } = found.view.definition;
    return {
      operation: { service: 'gateway', method, template, permission },
      weight: found.view.weight,
      answer: async ({ request, ...asking }) => {
        const inputs = checkedInputs(found, search);
        await this.#delivery.answer({ ...asking, view: found.view, inputs, wish: wishOf(request, search) });
      },
    };
  }

  /** Somebody changed something by way of this gateway: who asks here next is not shown what was so before. */
  written(tenantId: string, target: string): void {
    const ids = target.match(ID) ?? [];
    if (ids.length > 0) this.#cache.touch(ids.map((id) => tagOf(tenantId, id)));
  }

  /** Another object whenever {@link paths} would say something else. */
  get revision(): object {
    return this.#live.standing;
  }

  /** As OpenAPI describes them. */
  paths(): Record<string, Record<string, unknown>> {
    return viewPaths(
      this.#live.standing.map(({ view }) => view),
      { statistics: STATISTICS, stream: STREAM },
    );
  }

  /** Those who watch come again, to another gateway. */
  endStreams(): void {
    this.#watchDoor.endAll();
  }

  async close(): Promise<void> {
    this.#live.close();
    await Promise.all([this.#feed.close(), this.#services.close()]);
  }

  #tell({ response, answerHeaders }: Asking): void {
    const text = JSON.stringify(
      viewStatistics(this.#live.standing, this.#counts, this.#cache, this.#feed, this.#watchDoor.size),
    );
    const own = ['content-type', 'application/json; charset=utf-8', 'cache-control', 'no-store'];
    response.writeHead(200, [...own, ...answerHeaders]).end(text);
  }

  #watchGauges(metrics: Metrics): void {
    metrics.gauge('switchboard_gateway_view_cache_bytes', 'Answers kept for views, about', [], (gauge) =>
      gauge.set(this.#cache.size.bytes),
    );
    metrics.gauge(
      'switchboard_gateway_view_feed_count',
      '1: what changes is heard of; 0: services are always asked',
      [],
      (gauge) => gauge.set(Number(this.#feed.trusted)),
    );
    metrics.gauge('switchboard_gateway_view_watchers_count', 'Clients that are told what is old', [], (gauge) =>
      gauge.set(this.#watchDoor.size),
    );
  }
}
