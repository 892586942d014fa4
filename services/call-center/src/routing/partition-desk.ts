import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database, TenantHasNoDatabase } from '#libs/persistence/database';
import { currentContext, currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { AgentDesk } from '../agent/agent.api.js';
import { AgentMoves } from '../agent/agent-moves.api.js';
import { AgentRoster } from '../agent/agent-roster.api.js';
import { CallbackHours } from '../contact/callback-hours.api.js';
import { RoutedContacts } from '../contact/routed-contacts.api.js';
import { Queues } from '../queue/queue.api.js';
import { RoutingPlans } from '../routing-plan/routing-plan.api.js';
import { RoutingDesk, type DeskCommand } from './desk.api.js';
import { RoutingLog } from './log/routing-log.js';
import { Ownership } from './ownership.js';
import { OwnAddress } from './own-address.js';
import { OwnerCalls } from './owner-calls.js';
import { RoutingMetrics } from './routing-metrics.js';
import { CommandLane, type LaneParts } from './turn/command-lane.js';
import { Disagreements } from './turn/disagreements.js';
import type { LiveRouter } from './turn/live-router.js';

/** The longest sleep: then whoever is owner looks whether it still is, and at the tenants it got. */
const LOOK_EVERY_MS = 1_000;
const DAY_MS = 24 * 3_600_000;

/** Carries out the commands of the tenants that are this process's, and hands the others on. */
@Injectable()
export class PartitionDesk extends RoutingDesk implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #lanes = new Map<string, CommandLane>();
  readonly #parts: LaneParts;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #isStarted = false;

  constructor(
    log: RoutingLog,
    agents: AgentDesk,
    moves: AgentMoves,
    roster: AgentRoster,
    contacts: RoutedContacts,
    hours: CallbackHours,
    disagreements: Disagreements,
    queues: Queues,
    plans: RoutingPlans,
    database: Database,
    private readonly clock: Clock,
    private readonly directory: TenantDirectory,
    private readonly ownership: Ownership,
    private readonly owners: OwnerCalls,
    private readonly address: OwnAddress,
    metrics: RoutingMetrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    super();
    this.#parts = {
      ...{ database, clock, snapshotEvery: 500, retentionMs: 90 * DAY_MS },
      address: () => address.url(),
      hands: { log, agents, moves, roster, contacts, hours, disagreements },
      setup: { queues, plans },
    };
    metrics.watch(() =>
      [...this.#lanes].flatMap(([tenant, { live }]) => (live ? [{ tenant, router: live.router }] : [])),
    );
  }

  override async submit(command: DeskCommand, id = newId(this.clock.now())): Promise<void> {
    if (currentContext()?.unitOfWork) throw new Error('a command cannot wait for the transaction it is called in');
    if (await this.#isOurs()) return this.#lane().submit(command);
    return this.owners.submit(command, id, () => this.#own(command, id));
  }

  /** From another process, which holds this one for the owner. False: it is not, ask again. */
  async takeOver(command: DeskCommand, id: string): Promise<boolean> {
    return this.#own(command, id);
  }

  onApplicationBootstrap(): void {
    this.#isStarted = true;
    this.#sleep(LOOK_EVERY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#isStarted = false;
    clearTimeout(this.#timer);
    await this.#round;
    await Promise.all([...this.#lanes.values()].map((lane) => lane.close()));
    await this.ownership.release();
  }

  /** One look at what is due in every tenant that is ours. Does not reject: the next look tries again. */
  wake(): Promise<void> {
    this.#round ??= this.#lookAtAll().finally(() => {
      this.#round = undefined;
      this.#sleep(this.#untilNext());
    });
    return this.#round;
  }

  /** The router of the current tenant, as of its last commit. Undefined: it is not ours. */
  async live(): Promise<LiveRouter | undefined> {
    if (!(await this.#isOurs())) return undefined;
    const lane = this.#lane();
    if (!lane.live) await lane.submit({ type: 'tick' });
    return lane.live;
  }

  /** Nobody routes before the others can reach them: who took a router over earlier would be owner without an address. */
  async #isOurs(): Promise<boolean> {
    return this.address.url() !== '' && (await this.ownership.isOurs());
  }

  async #own(command: DeskCommand, id: string): Promise<boolean> {
    if (!(await this.#isOurs())) return false;
    await this.#lane().submit(command, id);
    return true;
  }

  async #lookAtAll(): Promise<void> {
    for (const tenant of this.directory.awake()) {
      await runAsTenant(tenant, () => this.#lookAt(tenant)).catch((error: unknown) => {
        if (error instanceof TenantHasNoDatabase) return;
        this.logger.warn({ err: error, tenant }, 'what was due in routing was not done');
      });
    }
  }

  async #lookAt(tenant: string): Promise<void> {
    const lane = this.#lanes.get(tenant);
    if (!(await this.#isOurs())) {
      this.#lanes.delete(tenant);
      return lane?.close();
    }
    const due = lane?.live?.router.nextWake();
    if (!lane?.live || (due && due <= this.clock.now())) await this.#lane().submit({ type: 'tick' });
  }

  #lane(): CommandLane {
    const tenant = currentTenant();
    const known = this.#lanes.get(tenant);
    if (known) return known;
    const lane = new CommandLane(
      this.#parts,
      (work) => runAsTenant(tenant, work),
      () => this.#sleep(this.#untilNext()),
    );
    this.#lanes.set(tenant, lane);
    return lane;
  }

  #untilNext(): number {
    const now = this.clock.ms();
    const wakes = [...this.#lanes.values()].map((lane) => lane.live?.router.nextWake()?.getTime() ?? Infinity);
    return Math.min(LOOK_EVERY_MS, Math.max(0, Math.min(...wakes) - now));
  }

  #sleep(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#isStarted) this.#timer = setTimeout(() => void this.wake(), ms).unref();
  }
}
