import { z } from 'zod';

const KEPT_EACH = 128;
const MOST_SERVICES = 64;

/** Why a call is kept. */
export const Cause = z.enum(['failed', 'slow', 'refused']);
export type Cause = z.output<typeof Cause>;

/** One call that went wrong, as far as it may be told: no path, no query, no address, nothing of the body. */
export const KeptCall = z.object({
  cause: Cause,
  at: z.iso.datetime(),
  traceId: z.string(),
  tenantId: z.string(),
  client: z.string(),
  service: z.string(),
  method: z.string(),
  route: z.string(),
  /** 0: the client left. */
  status: z.int(),
  code: z.string().nullable().describe('of the refusal, when it was the gateway’s'),
  ms: z.number(),
});
export type KeptCall = z.output<typeof KeptCall>;

/** The latest of each cause and service: one that fails all the time takes no place from others. */
export class KeptCalls {
  readonly #rings = new Map<string, { readonly calls: KeptCall[]; next: number }>();

  keep(call: KeptCall): void {
    const ring = this.#ring(`${call.cause} ${call.service}`);
    ring.calls[ring.next] = call;
    ring.next = (ring.next + 1) % KEPT_EACH;
  }

  all(): KeptCall[] {
    return Array.from(this.#rings.values()).flatMap(({ calls }) => calls);
  }

  #ring(key: string) {
    const known = this.#rings.get(key);
    if (known !== undefined) return known;
    const fresh = { calls: [], next: 0 };
    if (this.#rings.size >= MOST_SERVICES * Cause.options.length) this.#rings.delete(this.#rings.keys().next().value!);
    this.#rings.set(key, fresh);
    return fresh;
  }
}
