import type { ServiceInstance } from '../registry/service-registry.js';
import { isFor, nameOf, type Audience } from './audience.js';
import type { Candidate, ReleaseRule, Target } from './release-rule.js';

/** Whom one rule gives to whom, among the instances that are there. */
export class ReleaseChoice {
  /** What the rule names and nobody is; those who should have got it get what is stable, or else whoever is there. */
  readonly missing: readonly string[];
  readonly #stable: readonly ServiceInstance[];
  readonly #candidates: readonly {
    readonly candidate: Candidate;
    readonly instances: readonly ServiceInstance[];
  }[];

  constructor(
    private readonly service: string,
    readonly rule: ReleaseRule,
    instances: readonly ServiceInstance[],
  ) {
    const meant = (target: Target) => instances.filter((instance) => isMeant(instance, target));
    this.#stable = orElse(stableOf(rule, instances), instances);
    this.#candidates = rule.candidates.map((candidate) => ({
      candidate,
      instances: orElse(meant(candidate.to), this.#stable),
    }));
    const named = [...(rule.stable === null ? [] : [rule.stable]), ...rule.candidates.map(({ to }) => to)];
    this.missing = Array.from(new Set(named.filter((target) => meant(target).length === 0).map(nameOf)));
  }

  instancesFor(who: Audience): readonly ServiceInstance[] {
    for (const { candidate, instances } of this.#candidates) if (isFor(candidate, this.service, who)) return instances;
    return this.#stable;
  }

  /** Names the candidate the audience gets; empty: none. */
  kindFor(who: Audience): string {
    const found = this.rule.candidates.find((candidate) => isFor(candidate, this.service, who));
    return found === undefined ? '' : nameOf(found.to);
  }

  /** What the rule wants the audience to have; undefined: whatever no candidate means. */
  targetFor(who: Audience): Target | undefined {
    const found = this.rule.candidates.find((candidate) => isFor(candidate, this.service, who));
    return found?.to ?? this.rule.stable ?? undefined;
  }
}

function stableOf({ stable, candidates }: ReleaseRule, instances: readonly ServiceInstance[]) {
  if (stable !== null) return instances.filter((instance) => isMeant(instance, stable));
  return instances.filter((instance) => candidates.every(({ to }) => !isMeant(instance, to)));
}

function orElse(wanted: readonly ServiceInstance[], otherwise: readonly ServiceInstance[]) {
  return wanted.length > 0 ? wanted : otherwise;
}

function isMeant({ metadata }: ServiceInstance, { version, labels = {} }: Target): boolean {
  if (version !== undefined && metadata.version !== version) return false;
  return Object.entries(labels).every(([name, value]) => metadata.labels?.[name] === value);
}
