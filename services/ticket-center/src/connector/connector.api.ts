import { RemoteProblem } from '#libs/discovery/remote-error';
import { ServiceClient } from '#libs/discovery/service-client';
import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ConnectorSchema, type Connector } from './connector.schema.js';

export class UnknownConnector extends domainError('connector-unknown', 'invalid') {}

const Answer = z.object({ result: z.string().max(4_000).optional() });

/** What other contexts ask of connectors. */
@Injectable()
export class Connectors {
  constructor(
    private readonly database: Database,
    private readonly client: ServiceClient,
  ) {}

  async names(): Promise<ReadonlySet<string>> {
    const known = await (await this.database.reader()).find(ConnectorSchema, { select: { name: true } });
    return new Set(known.map(({ name }) => name));
  }

  /** @throws UnknownConnector */
  async get(name: string): Promise<Connector> {
    const found = await (await this.database.reader()).findOneBy(ConnectorSchema, { name });
    if (!found) throw new UnknownConnector(`There is no connector ${name}.`, { name });
    return found;
  }

  /**
   * Has the system do the action: `POST {baseUrl}/actions/{action}`. Safe to repeat: the system gets the same
   * Idempotency-Key and answers with its first answer. A refusal (4xx) is an answer; anything else throws, and the caller's
   * policy says when it is tried again.
   */
  async perform(
    name: string,
    action: string,
    args: object,
    idempotencyKey: string,
  ): Promise<{ refused: boolean; result: string | null }> {
    const { baseUrl, timeoutMs } = await this.get(name);
    const path = `/actions/${encodeURIComponent(action)}`;
    const call = { method: 'POST', path, body: args, schema: Answer, timeoutMs, idempotencyKey, retry: false } as const;
    try {
      const { result } = await this.client.requestUrl(name, baseUrl, call);
      return { refused: false, result: result ?? null };
    } catch (error) {
      if (error instanceof RemoteProblem && error.status < 500 && error.status !== 429)
        return { refused: true, result: error.code };
      throw error;
    }
  }
}
