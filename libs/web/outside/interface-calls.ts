import {
  DiagnosisVerdict,
  InterfaceAnswer,
  type DiagnosisRequest,
  type InterfaceCaller,
} from '#libs/contracts/common-center/integration/integration-api';
import { RemoteError, RemoteProblem } from '#libs/discovery/calls/remote-error';
import { ServiceClient } from '#libs/discovery/calls/service-client';
import { currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';

type Json = z.infer<ReturnType<typeof z.json>>;

/** A system outside did not say what it was asked; perhaps it does later. */
export class OutsideFailed extends RemoteError {
  readonly status = 502;

  constructor(
    target: string,
    readonly code: string,
  ) {
    super(target, `${target} did not answer: ${code}`);
  }
}

/** Refused: the other side said no, and will again; the code says why. */
export type OutsideAnswer =
  { readonly refused: false; readonly result: Json } | { readonly refused: true; readonly code: string };

export interface OutsideQuestion {
  /** The code of an interface, or of a diagnosis. */
  readonly code: string;
  /** null: the one that is live. */
  readonly version: number | null;
  readonly arguments: object;
  /** Repeated, it gets the first answer. */
  readonly idempotencyKey: string;
  readonly withinMs: number;
}

/** What is between us and common-center, besides the time a call itself may take. */
const MARGIN_MS = 1_000;

/**
 * Asks the interfaces and diagnoses of common-center for processes, forms and dialogues: as the service, since what they may ask is
 * decided by who designs them. Each interface has a breaker and a bulkhead of its own, so that a slow one holds up no other call.
 */
@Injectable()
export class InterfaceCalls {
  constructor(private readonly client: ServiceClient) {}

  /** @throws OutsideFailed, ServiceUnavailable, ServiceTimeout: it may be asked again, under the same key */
  async call(operation: string, caller: InterfaceCaller, question: OutsideQuestion): Promise<OutsideAnswer> {
    const { code, version, arguments: args, idempotencyKey, withinMs } = question;
    const path = `/internal/interfaces/${encodeURIComponent(code)}/operations/${encodeURIComponent(operation)}/calls`;
    const body = { arguments: args, version, caller, idempotencyKey, withinMs };
    return this.#asked(async () => {
      const answer = await this.#post(path, body, InterfaceAnswer, withinMs, `interface/${code}`);
      if (answer.outcome === 'failed') throw new OutsideFailed(code, answer.code ?? 'interface-failed');
      return answer.outcome === 'refused'
        ? { refused: true, code: answer.code ?? 'refused' }
        : { refused: false, result: answer.result };
    });
  }

  /** The result is a DiagnosisVerdict. @throws as {@link call} */
  async diagnose(
    caller: DiagnosisRequest['caller'],
    subject: string | null,
    question: OutsideQuestion,
  ): Promise<OutsideAnswer> {
    const { code, version, arguments: input, idempotencyKey, withinMs } = question;
    const path = `/internal/diagnoses/${encodeURIComponent(code)}/runs`;
    const body = { input, version, caller, subject, idempotencyKey };
    return this.#asked(async () => {
      const verdict = await this.#post(path, body, DiagnosisVerdict, withinMs, `diagnosis/${code}`);
      return { refused: false, result: verdict };
    });
  }

  #post<Schema extends z.ZodType>(path: string, body: object, schema: Schema, withinMs: number, lane: string) {
    const timeoutMs = withinMs + MARGIN_MS;
    const request = { method: 'POST', path, body, schema, timeoutMs, retry: false } as const;
    const tenantId = currentTenant();
    return runAsTenant(tenantId, () =>
      this.client.request('common-center', { ...request, lane: `${tenantId}/${lane}` }),
    );
  }

  async #asked(ask: () => Promise<OutsideAnswer>): Promise<OutsideAnswer> {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof RemoteProblem && error.status < 500 && error.status !== 429)
        return { refused: true, code: error.code };
      throw error;
    }
  }
}
