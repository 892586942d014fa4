import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Clock } from '#libs/kernel/clock';
import { DomainError } from '#libs/kernel/domain-error';
import { currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { FigureBook } from '../../figures/figures.api.js';
import { OutcomeBook } from '../../outcomes/outcomes.api.js';
import { OpenAlerts } from '../alert/open-alerts.js';
import { HotTopics } from '../../topics/topics.api.js';
import { InterfaceAlarms } from '../sources/interface-alarms.js';
import { InterfaceFigureBook } from '../sources/interface-figures.js';
import { ServicesReady } from '../sources/services-ready.js';
import { Sites } from '../sources/sites.js';
import { TicketReader } from '../tickets/ticket-reader.js';
import type { FigureSource } from './figure-definition.js';
import { Look } from './look.js';
import type { Known, Listed } from './look-parts.js';

const NOT_ASKED = { isKnown: false, reason: 'not-asked' } as const;
const PERIODICALS: readonly FigureSource[] = ['contacts', 'agents'];

/** Looks at everything that numbers are made of; who does not answer is named in the look, and keeps nobody else from it. */
@Injectable()
export class Looking {
  constructor(
    private readonly figures: FigureBook,
    private readonly tickets: TicketReader,
    private readonly outcomes: OutcomeBook,
    private readonly sites: Sites,
    private readonly alarms: InterfaceAlarms,
    private readonly interfaceFigures: InterfaceFigureBook,
    private readonly services: ServicesReady,
    private readonly topics: HotTopics,
    private readonly alerts: OpenAlerts,
    private readonly directory: TenantDirectory,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Of the tenant in context. @param sources whose numbers are wanted */
  async look(sources: ReadonlySet<FigureSource>, ofAllTenants = false): Promise<Look> {
    const asked = <Value>(source: FigureSource, read: () => Promise<Value>): Promise<Known<Value>> =>
      sources.has(source) ? this.#known(source, read) : Promise.resolve(NOT_ASKED);
    const list = (source: FigureSource, read: () => Promise<readonly Listed[]>) => asked(source, read);
    return new Look({
      asOf: this.clock.ms(),
      floor: PERIODICALS.some((source) => sources.has(source))
        ? await this.#known('contacts', () => this.figures.live())
        : NOT_ASKED,
      tickets: await asked('tickets', () => this.tickets.tally()),
      outcomes: await asked('outcomes', () => this.outcomes.today()),
      interfaces: await asked('interface-calls', () => this.interfaceFigures.all()),
      sites: await this.sites.list(),
      lists: {
        interfaces: await list('interfaces', () => this.#interfaces()),
        breakers: await list('breakers', () => this.#breakers()),
        services: await list('services', () => this.#services()),
        topics: await list('topics', () => this.#topics()),
        alerts: await list('alerts', () => this.alerts.list()),
      },
      tenants: ofAllTenants ? await this.#known('contacts', () => this.#tenants(sources)) : NOT_ASKED,
    });
  }

  /** One tenant after the other: a glance at all must not take the connections of those who work. */
  async #tenants(sources: ReadonlySet<FigureSource>): Promise<readonly Look[]> {
    if (currentTenant() !== PLATFORM_TENANT) return [];
    const looks: Look[] = [];
    for (const { id, status } of this.directory.all())
      if (status === 'active') looks.push(await runAsTenant(id, () => this.look(sources)));
    return looks;
  }

  async #known<Value>(source: FigureSource, read: () => Promise<Value>): Promise<Known<Value>> {
    try {
      return { isKnown: true, value: await read() };
    } catch (error) {
      const reason = error instanceof DomainError ? error.code : 'not-answered';
      if (!(error instanceof DomainError)) this.logger.warn({ err: error, source }, 'a source of figures is silent');
      return { isKnown: false, reason };
    }
  }

  async #interfaces(): Promise<Listed[]> {
    return (await this.alarms.list()).map(({ interfaceId, name, metric, threshold, value, toldAt }) => ({
      id: `${interfaceId}/${metric}`,
      label: name,
      facts: { metric, threshold, value, since: toldAt.toISOString() },
    }));
  }

  /** Of interfaces, and of what each service calls. */
  async #breakers(): Promise<Listed[]> {
    const ofInterfaces = (await this.interfaceFigures.all()).filter(({ breaker }) => breaker === 'open');
    const ofServices = (await this.services.all()).flatMap(({ service, openBreakers }) =>
      openBreakers.map((target) => ({ id: `${service}/${target}`, label: target, facts: { seenBy: service } })),
    );
    const facts = { seenBy: 'common-center' };
    return [...ofInterfaces.map(({ code }) => ({ id: `interface/${code}`, label: code, facts })), ...ofServices];
  }

  async #services(): Promise<Listed[]> {
    const silent = (await this.services.all()).filter(({ isReady }) => !isReady);
    return silent.map(({ service, instances }) => ({ id: service, label: service, facts: { instances } }));
  }

  async #topics(): Promise<Listed[]> {
    return (await this.topics.now()).map(({ topic, count, expected, since }) => ({
      id: topic,
      label: topic,
      facts: { count, expected, since: since.toISOString() },
    }));
  }
}
