import type { Calendar } from '#libs/business-time/calendar';
import type { SlaPolicy } from '#libs/business-time/sla/sla-policy';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Calendars } from '../../calendar/calendar.api.js';
import type { NamedText } from '../../named-text/named-text.api.js';
import type { PolicyAtVersions } from '../terms/sla-terms.js';
import { compiledPolicy } from './compiled-policy.js';
import { calendarsOf, SlaPolicies } from './sla-policies.js';
import type { PolicyText } from './sla-policy.dto.js';

const COMPILED = 5_000;

/** Policies as they were promised: of a version, in calendars of a version. */
@Injectable()
export class PolicyArchive {
  readonly #compiled = new LRUCache<string, SlaPolicy>({ max: COMPILED });

  constructor(
    private readonly policies: SlaPolicies,
    private readonly calendars: Calendars,
  ) {}

  /** With its calendars as they were some seconds ago. */
  async pinned({ id, name, version, text }: NamedText<PolicyText>): Promise<PolicyAtVersions> {
    const versions = await this.calendars.versions();
    const named = calendarsOf(text).map((calendar) => [calendar, versions.get(calendar) ?? 1]);
    return { id, name, version, calendars: Object.fromEntries(named) as Record<string, number> };
  }

  /** @throws SlaPolicyNotFound, CalendarUnknown */
  async compiled(promised: PolicyAtVersions): Promise<SlaPolicy> {
    const key = keyOf(promised);
    const known = this.#compiled.get(key);
    if (known) return known;
    const { text } = await this.policies.texts.at(promised.id, promised.version);
    const calendars = new Map<string, Calendar>();
    for (const [name, version] of Object.entries(promised.calendars))
      calendars.set(name, await this.calendars.at(name, version));
    const policy = compiledPolicy(promised.id, promised.version, text, (name) => calendars.get(name)!);
    this.#compiled.set(key, policy);
    return policy;
  }
}

function keyOf({ id, version, calendars }: PolicyAtVersions): string {
  const named = Object.entries(calendars).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${currentTenant()}/${id}/${version}/${JSON.stringify(named)}`;
}
