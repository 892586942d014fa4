import { ServiceClient } from '#libs/discovery/calls/service-client';
import { openBreakers, TargetPolicies } from '#libs/discovery/resilience/target-policies';
import { ServiceRegistry } from '#libs/discovery/registry/service-registry';
import { SERVICE_NAME } from '#libs/web/platform/service-definition';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';

/** Of the suite; the gateway answers for itself. */
const SERVICES = ['common-center', 'call-center', 'ticket-center', 'operations-center', 'gateway'] as const;
/** Of the answer, what is of interest; instances of an older version do not say it. */
const Ready = z.object({
  info: z.object({ breakers: z.object({ open: z.array(z.string()) }).optional() }).optional(),
});
const TIMEOUT_MS = 1_000;
/** Asked at most so often, once for everybody who watches. */
const KNOWN_FOR_MS = 3_000;

export interface ServiceReadiness {
  readonly service: string;
  /** That the registry has as healthy. */
  readonly instances: number;
  readonly isReady: boolean;
  /** Of what it calls, in the instance that answered. */
  readonly openBreakers: readonly string[];
}

/** Which services of the suite answer that they are ready. */
@Injectable()
export class ServicesReady {
  #asked: { readonly at: number; readonly all: Promise<readonly ServiceReadiness[]> } | undefined;

  constructor(
    private readonly registry: ServiceRegistry,
    private readonly client: ServiceClient,
    private readonly policies: TargetPolicies,
    @Inject(SERVICE_NAME) private readonly self: string,
  ) {}

  all(): Promise<readonly ServiceReadiness[]> {
    const now = performance.now();
    if (this.#asked === undefined || now - this.#asked.at > KNOWN_FOR_MS)
      this.#asked = { at: now, all: Promise.all(SERVICES.map((service) => this.#ask(service))) };
    return this.#asked.all;
  }

  async #ask(service: string): Promise<ServiceReadiness> {
    const instances = this.registry.instances(service).length;
    if (service === this.self) return { service, instances, isReady: true, openBreakers: openBreakers(this.policies) };
    if (instances === 0) return { service, instances, isReady: false, openBreakers: [] };
    const request = { method: 'GET', path: '/health/ready', schema: Ready, timeoutMs: TIMEOUT_MS } as const;
    return this.client.request(service, { ...request, retry: false, lane: 'ready' }).then(
      ({ info }) => ({ service, instances, isReady: true, openBreakers: info?.breakers?.open ?? [] }),
      () => ({ service, instances, isReady: false, openBreakers: [] }),
    );
  }
}
