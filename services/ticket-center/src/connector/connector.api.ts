import { RemoteProblem } from '#libs/discovery/calls/remote-error';
import { ServiceClient } from '#libs/discovery/calls/service-client';
import { DomainError, domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import type { Json } from '#libs/process-engine/model/expression';
import { FirstAnswers } from '#libs/web/idempotency/first-answers';
import { InterfaceCalls, type OutsideQuestion } from '#libs/web/outside/interface-calls';
import { AddressNotOutside } from '#libs/web/outside/outside-address';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { BuiltInAction } from './built-in-connector.js';
import { BuiltInConnectors } from './built-in-connectors.js';
import { ConnectorSchema, type ConnectorRow, type Reaches } from './connector.schema.js';

export { action, BuiltInConnector, Connector } from './built-in-connector.js';

export class UnknownConnector extends domainError('connector-unknown', 'invalid') {}
/** It is known by name, and nobody has said where it is. */
export class ConnectorNotConnected extends domainError('connector-not-connected', 'conflict') {}

const Answer = z.object({ result: z.json().optional() });

/** What the other side said; refused: it said no and will again, and the result is its code. */
export type Performed =
  { readonly refused: false; readonly result: Json } | { readonly refused: true; readonly result: string };

/** What other contexts ask of connectors: those of this service, and the systems outside. */
@Injectable()
export class Connectors {
  constructor(
    private readonly database: Database,
    private readonly client: ServiceClient,
    private readonly builtIn: BuiltInConnectors,
    private readonly answers: FirstAnswers,
    private readonly interfaces: InterfaceCalls,
  ) {}

  async names(): Promise<ReadonlySet<string>> {
    const known = await (await this.database.reader()).find(ConnectorSchema, { select: { name: true } });
    return new Set([...this.builtIn.names(), ...known.map(({ name }) => name)]);
  }

  /** @throws UnknownConnector */
  async require(name: string): Promise<void> {
    if (!this.builtIn.actions(name)) await this.#find(name);
  }

  /**
   * Has the connector do the action, safely repeated under the same key: it gets its first answer. A system outside is sent
   * `POST {baseUrl}/actions/{action}` with an Idempotency-Key; an interface of the common centre does the operation of the
   * action's name, and diagnoses are run by theirs. A refusal (4xx, or an address inside) is an answer; anything else throws, and the
   * caller's policy says when it is tried again.
   * @param withinMs at most, for a system outside; left out: what the connector says
   * @throws UnknownConnector, ConnectorNotConnected
   */
  async perform(
    name: string,
    action: string,
    args: object,
    idempotencyKey: string,
    withinMs = Number.POSITIVE_INFINITY,
  ): Promise<Performed> {
    const actions = this.builtIn.actions(name);
    if (actions) return this.#performHere(actions[action], args, `connector/${name}/${action}/${idempotencyKey}`);
    const { baseUrl, reaches, timeoutMs } = await this.#find(name);
    if (reaches !== null) {
      const question = {
        arguments: args,
        idempotencyKey: `${name}/${idempotencyKey}`,
        withinMs: Math.min(timeoutMs, withinMs),
      };
      return this.#performThere(reaches, action, question);
    }
    if (baseUrl === null) throw new ConnectorNotConnected(`Nobody has said where ${name} is.`, { name });
    const path = `/actions/${encodeURIComponent(action)}`;
    const limits = { timeoutMs: Math.min(timeoutMs, withinMs), idempotencyKey, retry: false } as const;
    const call = { method: 'POST', path, body: args, schema: Answer, ...limits } as const;
    try {
      const { result } = await this.client.requestUrl(name, baseUrl, call);
      return { refused: false, result: result ?? null };
    } catch (error) {
      if (error instanceof AddressNotOutside) return refusal(error.code);
      if (error instanceof RemoteProblem && error.status < 500 && error.status !== 429) return refusal(error.code);
      throw error;
    }
  }

  async #performThere(
    reaches: Reaches,
    action: string,
    asked: Pick<OutsideQuestion, 'arguments' | 'idempotencyKey' | 'withinMs'>,
  ): Promise<Performed> {
    const answer =
      reaches.kind === 'interface'
        ? await this.interfaces.call(action, 'process', { ...asked, code: reaches.code, version: reaches.version })
        : await this.interfaces.diagnose('process', null, { ...asked, code: action, version: null });
    return answer.refused ? refusal(answer.code) : { refused: false, result: answer.result as Json };
  }

  async #performHere(action: BuiltInAction | undefined, args: object, key: string): Promise<Performed> {
    if (!action) return refusal('action-unknown');
    const given = action.arguments.safeParse(args);
    if (!given.success) return refusal('arguments-invalid');
    try {
      const result = await this.answers.once(key, JSON.stringify(args), () => action.perform(given.data));
      return { refused: false, result: result as Json };
    } catch (error) {
      if (error instanceof DomainError) return refusal(error.code);
      throw error;
    }
  }

  async #find(name: string): Promise<ConnectorRow> {
    const found = await (await this.database.reader()).findOneBy(ConnectorSchema, { name });
    if (!found) throw new UnknownConnector(`There is no connector ${name}.`, { name });
    return found;
  }
}

function refusal(code: string): Performed {
  return { refused: true, result: code };
}
