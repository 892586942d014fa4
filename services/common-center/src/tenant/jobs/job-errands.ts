import { ServiceClient } from '#libs/discovery/calls/service-client';
import type { ErrandInput } from '#libs/web/tenant/tenant-errand/errand-kinds';
import { ErrandView } from '#libs/web/tenant/tenant-errand/errand.controller';
import { Injectable } from '@nestjs/common';
import type { TenantJob } from '../domain/tenant-job.aggregate.js';

/** The services that keep data of tenants. */
const KEEPERS = ['common-center', 'call-center', 'ticket-center', 'operations-center'] as const;
/** They share one object storage: one of them is asked for what lies there. */
const KEEPER_OF_OBJECTS = 'common-center';
const TIMEOUT_MS = 10_000;

/** How it stands with a step in one service. */
export interface Standing extends ErrandView {
  readonly service: string;
}

/** Asks the services to do the steps of jobs. */
@Injectable()
export class JobErrands {
  constructor(private readonly client: ServiceClient) {}

  /** In all services; the same errands each time it is asked. @throws RemoteError when one is away */
  askAll(job: TenantJob): Promise<Standing[]> {
    return Promise.all(KEEPERS.map((service) => this.#ask(job, service)));
  }

  async #ask(job: TenantJob, service: string): Promise<Standing> {
    const path = `/internal/tenant-errands/${job.id}-${job.step}`;
    const body = errandOf(job, service);
    const asked = { method: 'PUT', path, body, schema: ErrandView, timeoutMs: TIMEOUT_MS } as const;
    return { service, ...(await this.client.request(service, asked)) };
  }
}

function errandOf({ id, tenantId, step, order }: TenantJob, service: string): ErrandInput {
  const [from, to] = [order.from ?? null, order.to ?? null];
  const objects = service === KEEPER_OF_OBJECTS;
  switch (step) {
    case 'exporting':
      return { kind: 'export', tenantId, folder: `tenant-archive/${id}`, objects };
    case 'restoring':
      return { kind: 'restore', tenantId, manifest: order.manifests![service]!, objects };
    case 'erasing':
    case 'sweeping':
      return { kind: 'erase', tenantId, server: from, objects };
    case 'copying':
    case 'catching-up':
    case 'verifying':
      return { kind: 'copy', tenantId, from, to, sealed: step === 'verifying' };
    case 'sealing':
      return { kind: 'seal', tenantId, server: from };
    case 'leaving':
      return { kind: 'leave', tenantId, server: from };
    case 'giving-up':
      return { kind: 'give-up', tenantId, from, to };
    case 'rotating-keys':
      return { kind: 'rotate-keys', tenantId };
    case 'shredding-keys':
      return { kind: 'shred-keys', tenantId };
  }
}
