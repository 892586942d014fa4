import type { SlaLog } from '#libs/business-time/sla/sla-log';
import type { SlaPolicy } from '#libs/business-time/sla/sla-policy';
import { Injectable } from '@nestjs/common';
import { PolicyArchive } from '../policy/policy-archive.js';
import { SlaPolicies } from '../policy/sla-policies.js';
import type { SlaFact } from './sla-fact.js';
import { choicesIn, logOf, type Application, type PolicyAtVersions } from './sla-terms.js';

/** Which policies hold for a ticket from when on, and what follows of it. */
@Injectable()
export class SlaBook {
  constructor(
    private readonly policies: SlaPolicies,
    private readonly archive: PolicyArchive,
  ) {}

  /** What the policies of now say to the choices that these of the facts make; the same as before is no application. */
  async applied(
    facts: readonly SlaFact[],
    before: readonly Application[],
    fresh: ReadonlySet<string>,
  ): Promise<Application[]> {
    const applications = [...before];
    for (const { at, fact, attributes } of choicesIn(facts).filter((choice) => fresh.has(choice.fact))) {
      const chosen = await this.policies.choose(attributes, new Date(at));
      const policy = chosen && (await this.archive.pinned(chosen));
      if (!isSame(applications.at(-1)?.policy ?? null, policy)) applications.push({ at, fact, policy });
    }
    return applications;
  }

  /** What clocks are taken from. */
  async log(facts: readonly SlaFact[], applications: readonly Application[]): Promise<SlaLog> {
    const compiled = new Map<PolicyAtVersions, SlaPolicy>();
    for (const { policy } of applications) if (policy) compiled.set(policy, await this.archive.compiled(policy));
    return logOf(facts, applications, (policy) => compiled.get(policy)!);
  }
}

function isSame(one: PolicyAtVersions | null, other: PolicyAtVersions | null): boolean {
  if (one === null || other === null) return one === other;
  const names = Object.keys(one.calendars);
  return (
    one.id === other.id &&
    one.version === other.version &&
    names.every((name) => one.calendars[name] === other.calendars[name])
  );
}
