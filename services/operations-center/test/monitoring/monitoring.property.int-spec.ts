import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { FileConfigCentre } from '#libs/discovery/config/file-config-centre';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Outbox } from '#libs/messaging/outbox';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { withServiceTables } from '#libs/web/platform/service-schema';
import fc from 'fast-check';
import { pino } from 'pino';
import { CellReader } from '../../src/figures/answers/cell-reader.js';
import { CountedContacts } from '../../src/figures/answers/counted-contacts.js';
import { DayFigures } from '../../src/figures/answers/day-figures.js';
import { LiveFiguresReader } from '../../src/figures/answers/live-figures.js';
import { OldestWaiting } from '../../src/figures/answers/oldest-waiting.js';
import { AgentFacts } from '../../src/figures/facts/agent-facts.js';
import { ContactFacts } from '../../src/figures/facts/contact-facts.js';
import { ToldContacts } from '../../src/figures/facts/told-contacts.js';
import { SetupBook } from '../../src/figures/facts/setup-book.js';
import { FigureBook } from '../../src/figures/figures.api.js';
import { Recomputation } from '../../src/figures/upkeep/recomputation.js';
import { Alerting } from '../../src/monitoring/alert/alerting.js';
import type { AlertDuties } from '../../src/monitoring/alert/duties.js';
import { OpenAlerts } from '../../src/monitoring/alert/open-alerts.js';
import type { AlertSubject } from '../../src/monitoring/domain/alert.aggregate.js';
import { DEFINITIONS } from '../../src/monitoring/figure/figure-catalogue.js';
import type { MonitorScope } from '../../src/monitoring/figure/figure-definition.js';
import { FigureItems } from '../../src/monitoring/figure/figure-items.js';
import { Looking } from '../../src/monitoring/figure/looking.js';
import { TypeormAlerts } from '../../src/monitoring/infra/typeorm-alerts.js';
import { InterfaceAlarms } from '../../src/monitoring/sources/interface-alarms.js';
import type { InterfaceFigureBook } from '../../src/monitoring/sources/interface-figures.js';
import type { ServicesReady } from '../../src/monitoring/sources/services-ready.js';
import { Sites } from '../../src/monitoring/sources/sites.js';
import { TicketReader } from '../../src/monitoring/tickets/ticket-reader.js';
import { TicketWriter } from '../../src/monitoring/tickets/ticket-writer.js';
import { OutcomeReader } from '../../src/outcomes/answers/outcome-reader.js';
import { OutcomeBook } from '../../src/outcomes/outcomes.api.js';
import { OutcomeSettingsBook } from '../../src/outcomes/settings/outcome-settings.js';
import { operationsCenter } from '../../src/service.js';
import { AGENTS, factsOf, QUEUES, someLives, START } from '../figures/lives.js';
import { HotTopics } from '../../src/topics/topics.api.js';

const logger = pino({ level: 'silent' });
const SOURCES = new Set(['contacts', 'agents', 'tickets', 'alerts'] as const);
const STATES = ['ready', 'engaged', 'not-ready', 'offline'] as const;
const CATEGORIES = ['new', 'open', 'waiting', 'solved', 'closed'] as const;

/** Everything that numbers are made of, on one database. */
function aFloor({ database }: Engine) {
  const clock = new FakeClock(new Date(START + 3 * 3_600_000).toISOString());
  const [book, cells] = [new SetupBook(), new CellReader(database)];
  const figures = new FigureBook(
    database,
    new LiveFiguresReader(database, cells, new OldestWaiting(database), clock),
    new DayFigures(database, cells, clock),
    new CountedContacts(database, cells),
    new Recomputation(database, clock),
    new ToldContacts(database, new ContactFacts(database, book, clock)),
  );
  const [tickets, sites] = [new TicketReader(database, clock), new Sites(database, clock)];
  const outcomes = new OutcomeBook(
    new OutcomeReader(database, new OutcomeSettingsBook(database), clock),
    figures,
    clock,
  );
  const services = { all: async () => [] } as unknown as ServicesReady;
  const others = [
    new InterfaceAlarms(database),
    { all: async () => [] } as unknown as InterfaceFigureBook,
    services,
    new HotTopics(database, clock),
    new OpenAlerts(database),
  ] as const;
  const directory = new TenantDirectory(new FileConfigCentre(undefined, logger));
  const looking = new Looking(figures, tickets, outcomes, sites, ...others, directory, clock, logger);
  return {
    ...{ clock, sites, looking },
    contacts: new ContactFacts(database, book, clock),
    agents: new AgentFacts(database, book, clock),
    tickets: new TicketWriter(database, clock),
    items: new FigureItems(figures, tickets, outcomes, sites, looking),
    alerting: (now: FakeClock) => new Alerting(new TypeormAlerts(database, new Outbox('/test'), now), NO_DUTIES, now),
  };
}

const NO_DUTIES = { of: () => Promise.resolve(new Map()) } as unknown as AlertDuties;

const aTicket = fc.record({
  category: fc.constantFrom(...CATEGORIES),
  agent: fc.option(fc.constantFrom(...AGENTS)),
  team: fc.option(fc.constantFrom('north', 'south')),
  hoursAgo: fc.integer({ min: 0, max: 90 }),
});

onEachEngine('numbers and what they lead to', (open) => {
  let engine: Engine;
  let floor: ReturnType<typeof aFloor>;
  beforeEach(async () => {
    engine = await open(withServiceTables(operationsCenter.database), ['acme']);
    floor = aFloor(engine);
  });
  afterEach(() => engine.dispose());

  const asAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);

  const tell = async (
    lives: ReturnType<typeof factsOf>,
    tickets: readonly (typeof aTicket extends fc.Arbitrary<infer T> ? T : never)[],
  ) => {
    for (const [contactId, fact] of lives) await floor.contacts.take(contactId, fact);
    for (const [index, agentId] of AGENTS.entries())
      await floor.agents.take({ agentId, seq: 1, state: STATES[index]!, reason: null, at: floor.clock.now() });
    for (const [index, { category, agent, team, hoursAgo }] of tickets.entries()) {
      const at = new Date(floor.clock.ms() - hoursAgo * 3_600_000).toISOString();
      const owner = { assigneeId: agent, teamId: team };
      const id = `0199d2f0-0000-7000-8000-0000000001${String(index).padStart(2, '0')}`;
      await floor.tickets.take(id, { category, openedAt: at, happened: { at, id }, ...owner });
    }
  };

  /** Page by page. */
  const itemsOf = async (key: string, scope: MonitorScope, window: 'now' | 'interval' | 'last-interval' | 'day') => {
    let count = 0;
    let cursor: string | undefined;
    do {
      const page = await floor.items.list({ key, scope, window, at: floor.clock.ms(), limit: 4, cursor });
      count += page.items.length;
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    return count;
  };

  it('are as many as the number says, of every count, scope and window', async () => {
    const counted = DEFINITIONS.filter(({ unit, source }) => unit === 'count' && SOURCES.has(source as never));
    let compared = 0;
    const check = async (facts: ReturnType<typeof factsOf>, tickets: Parameters<typeof tell>[1]) => {
      await engine.database.drop('acme');
      await engine.database.provision('acme');
      await asAcme(async () => {
        await tell(facts, tickets);
        const site = await floor.sites.create({ name: 'all', teamIds: ['north', 'south'] });
        const scopes: MonitorScope[] = [
          { kind: 'tenant', id: '' },
          { kind: 'queue', id: QUEUES[0]! },
          { kind: 'agent', id: AGENTS[1]! },
          { kind: 'team', id: 'north' },
          { kind: 'channel', id: 'voice' },
          { kind: 'product', id: 'car' },
          { kind: 'site', id: site.id },
        ];
        const look = await floor.looking.look(SOURCES);
        for (const { key, scopes: kinds, windows } of counted)
          for (const scope of scopes.filter(({ kind }) => kinds.includes(kind)))
            for (const window of windows) {
              const { value, isKnown } = look.measure(key, scope, window);
              if (value === 0 && compared % 5 > 0) continue;
              compared += 1;
              expect([key, scope, window, isKnown, value]).toEqual([
                ...[key, scope, window, true, await itemsOf(key, scope, window)],
              ]);
            }
      });
    };
    const some = fc.array(aTicket, { maxLength: 9 });
    await fc.assert(fc.asyncProperty(someLives.map(factsOf), some, check), {
      seed: 20261025,
      numRuns: 2,
      endOnFailure: true,
    });
    expect(compared).toBeGreaterThan(50);
  }, 120_000);

  it('of one cause there is one open alert, also when two processes raise it at once', async () => {
    const subject: AlertSubject = {
      ...{ cause: 'threshold/t-1', name: 'too-many-wait', severity: 'warning', figure: 'waiting' },
      ...{ scopeKind: 'tenant', scopeId: '', steps: [] },
    };
    const processes = [floor.alerting(floor.clock), floor.alerting(floor.clock)];
    await Promise.allSettled(processes.map((alerting) => asAcme(() => alerting.raise(subject, 3))));
    const look = await asAcme(() => floor.looking.look(SOURCES));
    expect(look.measure('open-alerts', { kind: 'tenant', id: '' }, 'now').value).toBe(1);
  });
});
