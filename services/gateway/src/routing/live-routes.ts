import type { ServiceRegistry } from '#libs/discovery/registry/service-registry';
import type { Clock } from '#libs/kernel/clock';
import type { Logger } from 'pino';
import { isOffered, offeredOperations } from './offered-operations.js';
import type { Operation } from './operation.js';
import { RouteTable } from './route-table.js';
import type { Description, ServiceDescriptions } from './service-descriptions.js';
import { UnknownPaths } from './unknown-paths.js';

const REFRESH_EVERY_MS = 5 * 60_000;
/** Services come and go in groups: one look for all of them. */
const CALM_MS = 100;

/** The routes of all services, kept up to date: at start, when the registry changes, every five minutes, on a miss. */
export class LiveRoutes {
  readonly #unknown: UnknownPaths;
  #table = new RouteTable([]);
  #descriptions: readonly Description[] = [];
  #refreshedAt: number | undefined;
  #refreshing: Promise<void> | undefined;
  #calm: NodeJS.Timeout | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopWatching: () => void = () => {};

  constructor(
    private readonly source: Pick<ServiceDescriptions, 'read'>,
    private readonly registry: ServiceRegistry,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    this.#unknown = new UnknownPaths(clock);
  }

  get table(): RouteTable {
    return this.#table;
  }

  get descriptions(): readonly Description[] {
    return this.#descriptions;
  }

  /** Since the services were last asked; undefined before. */
  get ageMs(): number | undefined {
    return this.#refreshedAt === undefined ? undefined : this.clock.ms() - this.#refreshedAt;
  }

  async start(): Promise<void> {
    this.#stopWatching = this.registry.onChange(() => this.#refreshSoon());
    this.#timer = setInterval(() => void this.refresh(), REFRESH_EVERY_MS).unref();
    await this.refresh();
  }

  stop(): void {
    this.#stopWatching();
    clearInterval(this.#timer);
    clearTimeout(this.#calm);
  }

  /** As far as is known at this moment. */
  known(method: string, target: string): Operation | undefined {
    return this.#table.find(method, target);
  }

  /** What the request means; an unknown path is looked for again, as far as {@link UnknownPaths} allows. */
  async find(method: string, target: string): Promise<Operation | undefined> {
    return this.#table.find(method, target) ?? (await this.#lookAgain(method, target));
  }

  /** Asks the services now; whoever comes meanwhile waits for the same answer. Does not reject. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#refresh().finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  async #lookAgain(method: string, target: string): Promise<Operation | undefined> {
    if (!isOffered(target)) return undefined;
    if (this.#refreshing === undefined && !this.#unknown.mayLook(target)) return undefined;
    await this.refresh();
    const found = this.#table.find(method, target);
    if (found === undefined) this.#unknown.inVain(target);
    return found;
  }

  /** A change that comes during a refresh may have been missed by it. */
  #refreshSoon(): void {
    clearTimeout(this.#calm);
    this.#calm = setTimeout(() => void this.#afterThisOne(), CALM_MS).unref();
  }

  async #afterThisOne(): Promise<void> {
    await this.#refreshing;
    await this.refresh();
  }

  async #refresh(): Promise<void> {
    const descriptions = await this.source.read();
    this.#refreshedAt = this.clock.ms();
    if (descriptions === this.#descriptions) return;
    this.#descriptions = descriptions;
    this.#table = new RouteTable(descriptions.flatMap(({ service, openApi }) => offeredOperations(service, openApi)));
    this.logger.info({ routes: this.#table.operations.length }, 'routes changed');
    for (const { offered, taken } of this.#table.clashes) {
      this.logger.error({ offered, served: taken.service }, 'two services offer the same, the first by name has it');
    }
  }
}
