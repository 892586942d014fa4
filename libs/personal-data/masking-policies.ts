import type { ConfigCentre } from '#libs/discovery/config/config-centre';
import { z } from 'zod';
import { DEFAULT_RULES, type MaskingRules } from './masking/masking-rules.js';
import { PERSONAL_KINDS, type PersonalKind } from './masking/personal-kind.js';

const MOST_SHOWN = 8;
const shown = z.object({ head: z.int().min(0).max(MOST_SHOWN), tail: z.int().min(0).max(MOST_SHOWN) });

/** What a tenant wants masked, and how. Who may see what stands in its roles: `personal:<kind>`. */
export const MaskingPolicy = z.object({
  rules: z
    .object({ phone: shown, 'id-card': shown, 'bank-card': shown, reference: shown })
    .partial()
    .default({})
    .describe('how many characters a mask shows in front and at the end; four at least stay hidden'),
  always: z
    .array(z.enum(PERSONAL_KINDS))
    .default([])
    .describe('masked for people and programs, whatever their roles permit, and not revealed either'),
});
export type MaskingPolicy = z.output<typeof MaskingPolicy>;

export interface Masking {
  readonly rules: MaskingRules;
  readonly always: readonly PersonalKind[];
}

const BY_DEFAULT: Masking = { rules: DEFAULT_RULES, always: [] };
const PREFIX = 'masking/';

/** What each tenant has said, through the config centre: all services mask the same way, at once. */
export class MaskingPolicies {
  readonly #byTenant = new Map<string, Masking>();

  constructor(private readonly centre: ConfigCentre) {
    for (const [key, text] of centre.list(PREFIX)) this.#take(key, text);
    centre.watch(PREFIX, (key, text) => this.#take(key, text));
  }

  of(tenantId: string | undefined): Masking {
    return (tenantId === undefined ? undefined : this.#byTenant.get(tenantId)) ?? BY_DEFAULT;
  }

  /** Another one whenever something else may be shown than before. */
  versionOf(tenantId: string): string {
    return this.centre.get(PREFIX + tenantId) ?? '';
  }

  said(tenantId: string): MaskingPolicy {
    return MaskingPolicy.parse(parsed(this.centre.get(PREFIX + tenantId)) ?? {});
  }

  async say(tenantId: string, policy: MaskingPolicy): Promise<void> {
    await this.centre.set(PREFIX + tenantId, JSON.stringify(policy));
  }

  /** One that cannot be read changes nothing: nobody sees more because somebody mistyped. */
  #take(key: string, text: string | undefined): void {
    const tenantId = key.slice(PREFIX.length);
    if (text === undefined) return void this.#byTenant.delete(tenantId);
    const { data } = MaskingPolicy.safeParse(parsed(text));
    if (!data) return;
    this.#byTenant.set(tenantId, { rules: { ...DEFAULT_RULES, ...data.rules }, always: data.always });
  }
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
