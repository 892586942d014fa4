import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { FileConfigCentre } from '#libs/discovery/config/file-config-centre';
import { KeyLanes } from '#libs/messaging/key-lanes';
import { newId } from '#libs/kernel/id';
import { Outbox } from '#libs/messaging/outbox';
import { createLogger } from '#libs/observability/logger';
import { Metrics } from '#libs/observability/metrics';
import type { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { FakeClock } from '#libs/testing/fake-clock';
import type { ConnectContact } from '../../src/contact/commands/connect-contact.js';
import { ConnectContactHandler } from '../../src/contact/commands/connect-contact.js';
import { EndContact } from '../../src/contact/commands/end-contact.js';
import { StartContact, StartContactHandler } from '../../src/contact/commands/start-contact.js';
import { AgentAssignments } from '../../src/agent-assignment/agent-assignment.api.js';
import { ContactDirectory } from '../../src/contact/contact.api.js';
import { ContactDesk } from '../../src/contact/contact-desk.api.js';
import { LeasedRounds } from '#libs/web/platform/leased-rounds';
import { TenantStirs } from '#libs/persistence/tenant/tenant-stirs';
import { ContactSchema } from '../../src/contact/infra/contact.schema.js';
import { TypeormContacts } from '../../src/contact/infra/typeorm-contact.repository.js';
import { CallEvents } from '../../src/telephony/calls/call-events.js';
import { ContactCallHandling } from '../../src/telephony/calls/contact-call-handling.js';
import { Reconciliation, type Reconciled } from '../../src/telephony/calls/reconciliation.js';
import { ContactLines } from '../../src/telephony/calls/contact-lines.js';
import { TelephonyWatch } from '../../src/telephony/calls/telephony-watch.js';
import { Calls } from '../../src/telephony/calls.api.js';
import { DialCall, DialCallHandler } from '../../src/telephony/commands/dial-call.js';
import type { LegRole } from '../../src/telephony/domain/call-leg.aggregate.js';
import type { KnownLeg } from '../../src/telephony/domain/call-leg.repository.js';
import type { Switch } from '../../src/telephony/domain/switch.js';
import type { SwitchEvent } from '../../src/telephony/domain/switch-event.js';
import type { SwitchCommand } from '../../src/telephony/domain/switch-command.js';
import type { CallLegs } from '../../src/telephony/domain/call-leg.repository.js';
import { TypeormCallLegs } from '../../src/telephony/infra/typeorm-call-legs.js';
import type { TelephonySettings } from '../../src/telephony/telephony-environment.js';
import { TelephonyConsumer } from '../../src/telephony/telephony.consumer.js';
import { SimulatedSwitch } from '../../src/telephony/simulated/simulated-switch.js';
import { byNumber } from './switch-in-test.js';

const logger = createLogger({ service: 'test', level: 'silent' });

interface Dialling {
  readonly to?: { number: string } | { extension: string };
  readonly role?: LegRole;
  readonly bridgesTo?: string;
  readonly releases?: string;
}

/** A simulated switch that notes what it is asked for. */
class NotingSwitch extends SimulatedSwitch {
  readonly asked: SwitchCommand[] = [];

  override perform(command: SwitchCommand): Promise<void> {
    this.asked.push(command);
    return super.perform(command);
  }
}

/** The real parts of telephony and contacts in one process. */
export function telephonyOf(
  theSwitch: Switch,
  database: Database,
  clock: FakeClock,
  directory: TenantDirectory,
  settings: TelephonySettings,
) {
  const outbox = new Outbox('/test');
  const contacts = new TypeormContacts(database, outbox, clock);
  const bus = {
    execute: (command: unknown) => {
      if (command instanceof StartContact) return new StartContactHandler(contacts, database, clock).execute(command);
      if (command instanceof EndContact)
        return contacts.update(command.contactId, (contact) => contact.end(command.outcome, command.by, clock.now()));
      return new ConnectContactHandler(contacts, clock).execute(command as ConnectContact);
    },
  };
  const assignments = new AgentAssignments(database);
  const desk = new ContactDesk(bus as never, contacts, clock);
  const handling = new ContactCallHandling(desk, new ContactDirectory(database), assignments);
  const legs = new TypeormCallLegs(database, outbox, clock);
  const metrics = new Metrics('test');
  const calls = new Calls(legs, theSwitch, clock, settings);
  const lines = new ContactLines(legs, handling, calls, theSwitch, logger);
  const events = new HeardByContacts(legs, handling, database, directory, metrics, logger);
  events.listener = new TelephonyConsumer(handling, lines);
  const parts = [theSwitch, legs, events, lines, directory, clock, settings, metrics, logger] as const;
  const reconciliation = new Reconciliation(...parts);
  const rounds = new LeasedRounds(directory, database, clock, logger, new TenantStirs(database, logger, false));
  const watch = new TelephonyWatch(rounds, theSwitch, events, reconciliation, clock, settings, metrics);
  return { legs, calls, events, reconciliation, watch, rounds };
}

/** A directory with acme in it. */
export async function acmeAlone(): Promise<TenantDirectory> {
  const directory = new TenantDirectory(new FileConfigCentre(undefined, logger));
  await directory.publish({ id: 'acme', name: 'acme', domains: [], status: 'active' });
  return directory;
}

/** One process of the service over a database, with the real parts of telephony and contacts. Everything is of acme. */
export class TelephonyDesk {
  readonly theSwitch: NotingSwitch;
  readonly legs: TypeormCallLegs;
  readonly events: CallEvents;
  readonly #reconciliation: Reconciliation;
  readonly #dial: DialCallHandler;
  #hears = true;

  private constructor(
    readonly database: Database,
    readonly clock: FakeClock,
    directory: TenantDirectory,
    zombies: 'kill' | 'report',
  ) {
    this.theSwitch = new NotingSwitch(clock, () => 0.5, byNumber);
    const parts = telephonyOf(this.theSwitch, database, clock, directory, { TELEPHONY_ZOMBIES: zombies } as never);
    this.legs = parts.legs;
    this.events = parts.events;
    this.#reconciliation = parts.reconciliation;
    this.#dial = new DialCallHandler(parts.calls);
    this.theSwitch.start({
      onEvent: (event) => {
        if (this.#hears) void this.events.hear(event);
      },
      onConnected: () => undefined,
    });
  }

  static async over(database: Database, clock: FakeClock, zombies: 'kill' | 'report' = 'kill'): Promise<TelephonyDesk> {
    const directory = await acmeAlone();
    return new TelephonyDesk(database, clock, directory, zombies);
  }

  /** Nothing is heard from now on, as when the process hangs. */
  deafen(): void {
    this.#hears = false;
  }

  hearAgain(): void {
    this.#hears = true;
  }

  async passes(ms: number): Promise<void> {
    this.clock.advance(ms);
    this.theSwitch.advance();
    await this.events.idle();
  }

  /** Somebody calls. */
  async caller(): Promise<string> {
    const callId = this.theSwitch.arrive({ tenantId: 'acme', from: '+8613900000000', to: '4001' });
    await this.events.idle();
    return callId;
  }

  async dial(contactId: string, agentId: string | null, over: Dialling = {}): Promise<string> {
    const { to = { extension: 'desk' }, role = 'agent', bridgesTo = null, releases = null } = over;
    const whom = { contactId, agentId, to, role, bridgesTo, releases };
    const call = { from: null, ringSeconds: 20, detectsMachine: false, picksUp: false, reservationId: null };
    const { callId } = await this.acme(() => this.#dial.execute(new DialCall({ ...whom, ...call })));
    await this.events.idle();
    return callId;
  }

  /** A caller and the agent who has taken them. */
  async talk(agentId: string): Promise<{ caller: string; contactId: string; agent: string }> {
    const caller = await this.caller();
    const { contactId } = await this.leg(caller);
    const agent = await this.dial(contactId, agentId, { bridgesTo: caller });
    await this.passes(2_000);
    return { caller, contactId, agent };
  }

  async hangUp(callId: string): Promise<void> {
    this.theSwitch.farHangUp(callId);
    await this.events.idle();
  }

  async reconcile(): Promise<Reconciled> {
    const done = await this.#reconciliation.run();
    await this.events.idle();
    return done;
  }

  async leg(callId: string): Promise<KnownLeg> {
    return (await this.acme(() => this.legs.known(callId)))!;
  }

  live(): Promise<readonly KnownLeg[]> {
    return this.acme(() => this.legs.live());
  }

  contact(contactId: string) {
    return this.acme(async () => (await this.database.reader()).findOneByOrFail(ContactSchema, { id: contactId }));
  }

  contacts() {
    return this.acme(async () => (await this.database.reader()).find(ContactSchema));
  }

  /** The calls that were asked to; repetitions of one command count once. */
  asked(kind: SwitchCommand['kind']): string[] {
    const commands = this.theSwitch.asked.filter((command) => command.kind === kind);
    return [...new Map(commands.map(({ commandId, callId }) => [commandId, callId])).values()];
  }

  acme<T>(work: () => Promise<T>): Promise<T> {
    return runAsTenant('acme', work);
  }
}

export const anId = () => newId(new Date());

/** With what follows over the outbox in the service. */
class HeardByContacts extends CallEvents {
  readonly #legs: CallLegs;
  listener!: TelephonyConsumer;
  readonly #following = new KeyLanes();

  constructor(...parts: ConstructorParameters<typeof CallEvents>) {
    super(...parts);
    [this.#legs] = parts;
  }

  override async hear(event: SwitchEvent): Promise<void> {
    await this.#following.run(event.callId, async () => {
      await super.hear(event);
      if (event.tenantId === 'acme') await runAsTenant('acme', () => this.#followed(event));
    });
  }

  override async idle(): Promise<void> {
    await this.#following.idle();
  }

  async #followed({ callId, kind }: SwitchEvent): Promise<void> {
    const leg = await this.#legs.known(callId);
    if (!leg) return;
    const { role, contactId } = leg;
    await this.listener.onCallProgressed({ data: { kind, role, contactId } } as never);
  }
}
