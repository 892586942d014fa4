import { RemoteError, RemoteProblem } from '#libs/discovery/remote-error';
import { ServiceClient } from '#libs/discovery/service-client';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Effect, Result } from '../domain/dialogue/effect.js';
import { IvrConnectorSchema } from '../infra/ivr-flow.schema.js';
import { IvrMetrics } from './ivr-metrics.js';

const Answer = z.object({ result: z.json().optional() });
const FAILED: Result = { kind: 'connector-failed' };

/** Calls systems outside: `POST {baseUrl}/actions/{action}` with an Idempotency-Key. */
@Injectable()
export class ConnectorCalls {
  constructor(
    private readonly database: Database,
    private readonly client: ServiceClient,
    private readonly metrics: IvrMetrics,
  ) {}

  /** Whatever is wrong with the other side is an answer: a caller is waiting, and the flow has a way for it. */
  async call(effect: Extract<Effect, { kind: 'connector' }>, key: string): Promise<Result> {
    const { connector: name, action, arguments: body } = effect;
    const known = await (await this.database.reader()).findOneBy(IvrConnectorSchema, { name });
    if (!known || known.baseUrl === null) return this.#failed('failed');
    const path = `/actions/${encodeURIComponent(action)}`;
    const { baseUrl, timeoutMs } = known;
    try {
      const call = { method: 'POST', path, body, schema: Answer, timeoutMs, idempotencyKey: key } as const;
      const { result } = await this.client.requestUrl(name, baseUrl, call);
      this.metrics.countOutside('connector', 'answered');
      return { kind: 'connector-answered', value: result ?? null };
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error;
      return this.#failed(error instanceof RemoteProblem && error.status < 500 ? 'refused' : 'failed');
    }
  }

  #failed(outcome: 'refused' | 'failed'): Result {
    this.metrics.countOutside('connector', outcome);
    return FAILED;
  }
}
