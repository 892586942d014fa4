import { RemoteError, RemoteProblem } from '#libs/discovery/calls/remote-error';
import { ServiceClient } from '#libs/discovery/calls/service-client';
import { Database } from '#libs/persistence/database';
import { InterfaceCalls, type OutsideAnswer } from '#libs/web/outside/interface-calls';
import { AddressNotOutside } from '#libs/web/outside/outside-address';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Effect, Result } from '../domain/dialogue/effect.js';
import type { IvrSession } from '../domain/ivr-session.aggregate.js';
import { IvrConnectorSchema, type IvrConnector } from '../infra/ivr-flow.schema.js';
import { IvrMetrics } from './ivr-metrics.js';

const Answer = z.object({ result: z.json().optional() });
const FAILED: Result = { kind: 'connector-failed' };

type Asked = Extract<Effect, { kind: 'connector' }>;

/** Calls systems outside: `POST {baseUrl}/actions/{action}` with an Idempotency-Key, or what the common centre reaches for us. */
@Injectable()
export class ConnectorCalls {
  constructor(
    private readonly database: Database,
    private readonly client: ServiceClient,
    private readonly interfaces: InterfaceCalls,
    private readonly metrics: IvrMetrics,
  ) {}

  /** Whatever is wrong with the other side is an answer: a caller is waiting, and the flow has a way for it. */
  async call(session: IvrSession, effect: Asked, key: string): Promise<Result> {
    const name = effect.connector;
    const known = await (await this.database.reader()).findOneBy(IvrConnectorSchema, { name });
    if (!known || (known.baseUrl === null && known.reaches === null)) return this.#failed('failed');
    try {
      const answer = await this.#answer(known, session, effect, key);
      if (answer.refused) return this.#failed('refused');
      this.metrics.countOutside('connector', 'answered');
      return { kind: 'connector-answered', value: answer.result };
    } catch (error) {
      if (error instanceof AddressNotOutside) return this.#failed('refused');
      if (!(error instanceof RemoteError)) throw error;
      return this.#failed(error instanceof RemoteProblem && error.status < 500 ? 'refused' : 'failed');
    }
  }

  async #answer(
    { name, baseUrl, reaches, timeoutMs }: IvrConnector,
    { contactId }: IvrSession,
    { action, arguments: body }: Asked,
    idempotencyKey: string,
  ): Promise<OutsideAnswer> {
    const asked = { arguments: body, idempotencyKey, withinMs: timeoutMs };
    if (reaches?.kind === 'interface')
      return this.interfaces.call(action, 'ivr', { ...asked, code: reaches.code, version: reaches.version });
    if (reaches) return this.interfaces.diagnose('ivr', contactId, { ...asked, code: action, version: null });
    const path = `/actions/${encodeURIComponent(action)}`;
    const call = { method: 'POST', path, body, schema: Answer, timeoutMs, idempotencyKey } as const;
    const { result } = await this.client.requestUrl(name, baseUrl!, call);
    return { refused: false, result: result ?? null };
  }

  #failed(outcome: 'refused' | 'failed'): Result {
    this.metrics.countOutside('connector', outcome);
    return FAILED;
  }
}
