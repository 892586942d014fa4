import { type Asked, KEY_PARTS, routeOf } from './asked.js';
import type { LimitRule } from '#libs/contracts/settings/limit-rule';
import type { Meter } from './meters/meter.js';
import { meterOf } from './meters/meter-of.js';

/** A limit as it stands: a rule, or what a tenant has of a quota. */
export interface Limit {
  readonly name: string;
  readonly kind: 'rule' | 'quota';
  readonly meter: Meter;
  /** As the RateLimit-Policy field says it. */
  readonly policy: string;
}

interface Ruling extends Limit {
  /** Of what is counted for the request; undefined: the rule is not about it. */
  keyOf(asked: Asked): string | undefined;
}

/** https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-10 */
export function policyOf(name: string, { limit, windowMs }: Meter): string {
  return `"${name}";q=${limit};w=${Math.ceil(windowMs / 1_000)}`;
}

/** A rule that is changed begins anew: its numbers are part of its keys. */
export function rulingOf(rule: LimitRule): Ruling {
  const meter = meterOf(rule);
  const prefix = [rule.name, ...meter.script, rule.per.join('+'), ''].join('|');
  const parts = rule.per.map((dimension) => KEY_PARTS[dimension]);
  const tenants = rule.only.tenants && new Set(rule.only.tenants);
  const routes = rule.only.routes && new Set(rule.only.routes);
  const keyOf = (asked: Asked) => {
    if (tenants?.has(asked.tenantId) === false || routes?.has(routeOf(asked.operation)) === false) return undefined;
    let key = prefix;
    for (const partOf of parts) {
      const part = partOf(asked);
      if (part === undefined) return undefined;
      key += `${part}|`;
    }
    return key;
  };
  return { name: rule.name, kind: 'rule', meter, policy: policyOf(rule.name, meter), keyOf };
}
