import { ConnectorAnswer } from '#libs/contracts/ticket-center/connector-api';
import { ServiceClient } from '#libs/discovery/calls/service-client';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { Refusal } from '#libs/web/http/problem';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { ExternalId } from '../domain/identifier.js';
import { Holding, OutsideHoldings, type HoldingKind } from './holdings.api.js';

const CONNECTORS: Readonly<Record<HoldingKind, string>> = {
  product: 'product-system',
  policy: 'policy-system',
  order: 'order-system',
};
const ACTION = 'list-holdings';
/** For the system outside; the call as a whole ends a second later. */
const WITHIN_MS = 2_000;
const MOST = 200;

const Listed = z.object({ items: z.array(Holding).max(MOST) });

/** By the tenant's connectors, which are told `{kind, externalIds}` and answer `{items}`. */
@Injectable()
export class ConnectorHoldings extends OutsideHoldings {
  constructor(
    private readonly client: ServiceClient,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async of(kind: HoldingKind, externalIds: readonly ExternalId[]): Promise<Holding[] | null> {
    if (externalIds.length === 0) return [];
    const request = {
      method: 'POST',
      path: `/internal/connectors/${CONNECTORS[kind]}/actions/${ACTION}`,
      body: { arguments: { kind, externalIds }, withinMs: WITHIN_MS },
      schema: ConnectorAnswer,
      timeoutMs: WITHIN_MS + 1_000,
      idempotencyKey: newId(this.clock.now()),
    } as const;
    // As this service: who looks at a customer need not be allowed to call connectors.
    const asking = () => this.client.request('ticket-center', request);
    const { outcome, result } = await runAsTenant(currentTenant(), asking);
    if (outcome === 'not-connected') return null;
    const listed = Listed.safeParse(result);
    if (outcome !== 'done' || !listed.success) {
      throw new Refusal(503, 'holdings-unavailable', `The system of ${kind}s does not say what the customer has.`);
    }
    return listed.data.items;
  }
}
