import type { Logger } from 'pino';
import { CommandOnce } from '../domain/command-once.js';
import type { SwitchCommand } from '../domain/switch-command.js';
import { CallNotFound, SwitchRefused, SwitchUnreachable } from '../domain/switch.errors.js';
import { Switch, type SwitchCall, type SwitchListener } from '../domain/switch.js';
import { BridgedPairs } from './bridged-pairs.js';
import { EslConnection, type EslAddress, type EslEvent } from './esl-connection.js';
import { requestsOf, TENANT_VARIABLE, type DialSettings, type EslRequest } from './esl-request.js';
import { shownCalls } from './shown-calls.js';
import { SUBSCRIPTION, switchEventsOf } from './switch-events.js';

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 10_000;

export interface FreeSwitchOptions {
  readonly address: EslAddress;
  readonly dial: DialSettings;
  readonly logger: Logger;
  /** @throws when the signal says so */
  readonly delay: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

/** FreeSWITCH by its event socket in inbound mode: one connection, made again with growing pauses. */
export class FreeSwitchSwitch extends Switch {
  readonly #once = new CommandOnce();
  readonly #pairs = new BridgedPairs();
  readonly #stopping = new AbortController();
  #connection: EslConnection | undefined;
  #connecting: Promise<void> | undefined;
  /** Whose the calls are that were asked for; only of those alive. */
  #tenants: ReadonlyMap<string, string> = new Map();

  constructor(private readonly options: FreeSwitchOptions) {
    super();
  }

  override start(listener: SwitchListener): void {
    this.#connecting = this.#keepConnected(listener);
  }

  override async stop(): Promise<void> {
    this.#stopping.abort();
    this.#connection?.close();
    await this.#connecting;
  }

  override perform(command: SwitchCommand): Promise<void> {
    return this.#once.run(command.commandId, async () => {
      const { kind, callId } = command;
      if (kind === 'bridge' && this.#pairs.has(callId, command.withId)) return;
      for (const request of requestsOf(command, this.options.dial)) requireOk(await this.#ask(request), callId);
      if (kind === 'bridge') this.#pairs.bridge(callId, command.withId);
    });
  }

  override async calls(): Promise<readonly SwitchCall[]> {
    const shown = shownCalls(await this.#ask({ line: 'api show calls as json' }));
    const tenants = await Promise.all(shown.map(({ callId }) => this.#tenantOf(callId)));
    const calls = shown.flatMap((call, index) => (tenants[index] ? [{ ...call, tenantId: tenants[index] }] : []));
    this.#tenants = new Map(calls.map(({ callId, tenantId }) => [callId, tenantId]));
    return calls;
  }

  override get isConnected(): boolean {
    return this.#connection !== undefined;
  }

  /** Null: not a call of ours, or gone meanwhile. */
  async #tenantOf(callId: string): Promise<string | null> {
    const known = this.#tenants.get(callId);
    if (known !== undefined) return known;
    const value = await this.#ask({ line: `api uuid_getvar ${callId} ${TENANT_VARIABLE}` });
    return value === '' || value === '_undef_' || value.startsWith('-ERR') ? null : value;
  }

  /** The text of the answer, which for commands is in the header. @throws SwitchUnreachable */
  async #ask({ line, headers }: EslRequest): Promise<string> {
    if (!this.#connection) throw new SwitchUnreachable('There is no connection to the switch.');
    try {
      const reply = await this.#connection.send(line, headers);
      return (reply.headers.get('Reply-Text') ?? reply.body).trim();
    } catch {
      throw new SwitchUnreachable('The connection to the switch was cut.');
    }
  }

  async #keepConnected(listener: SwitchListener): Promise<void> {
    const { signal } = this.#stopping;
    for (let pause = FIRST_RETRY_MS; !signal.aborted; pause = Math.min(2 * pause, LAST_RETRY_MS)) {
      const wasConnected = await this.#connectOnce(listener);
      if (wasConnected) pause = FIRST_RETRY_MS;
      if (!signal.aborted) await this.options.delay(pause, signal).catch(() => undefined);
    }
  }

  /** Resolves when the connection is over. */
  async #connectOnce(listener: SwitchListener): Promise<boolean> {
    const closed = Promise.withResolvers<void>();
    try {
      const handlers = { onEvent: (event: EslEvent) => this.#tell(listener, event), onClosed: closed.resolve };
      const connection = await EslConnection.open(this.options.address, handlers);
      await connection.send(`event json ${SUBSCRIPTION}`);
      this.#pairs.forget();
      this.#connection = connection;
      if (this.#stopping.signal.aborted) connection.close();
      else listener.onConnected();
      await closed.promise;
      return true;
    } catch (error) {
      this.options.logger.warn({ err: error }, 'no connection to the switch');
      return false;
    } finally {
      this.#connection = undefined;
    }
  }

  #tell(listener: SwitchListener, event: EslEvent): void {
    this.#pairs.hear(event);
    for (const each of switchEventsOf(event)) listener.onEvent(each);
  }
}

/** @throws CallNotFound, SwitchRefused */
function requireOk(answer: string, callId: string): void {
  if (!answer.startsWith('-ERR')) return;
  if (/no such channel|invalid session|can.?not locate/i.test(answer)) {
    throw new CallNotFound('There is no such call in the switch.', { callId });
  }
  throw new SwitchRefused('The switch refused.', { callId });
}
