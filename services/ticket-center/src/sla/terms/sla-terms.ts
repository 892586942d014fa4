import type { SlaEvent, SlaLog } from '#libs/business-time/sla/sla-log';
import type { SlaPolicy } from '#libs/business-time/sla/sla-policy';
import type { SlaAttributes, SlaFact } from './sla-fact.js';

/** A version of a policy, in the versions its calendars had: what was promised, whatever is changed later. */
export interface PolicyAtVersions {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  /** By name. */
  readonly calendars: Readonly<Record<string, number>>;
}

/** From a time on. */
export interface Application {
  /** ISO-8601. */
  readonly at: string;
  /** The fact that made somebody choose anew. */
  readonly fact: string;
  readonly policy: PolicyAtVersions | null;
}

/** A point of a ticket's life at which its policy is chosen. */
export interface Choice {
  readonly at: string;
  readonly fact: string;
  readonly attributes: SlaAttributes;
}

/** When it opens, when an attribute changes, when it is reopened or merged. @param facts begin with the opening */
export function choicesIn(facts: readonly SlaFact[]): Choice[] {
  const choices: Choice[] = [];
  let attributes = {} as SlaAttributes;
  for (const fact of facts) {
    if (fact.type === 'opened') ({ attributes } = fact);
    if (fact.type === 'became') attributes = { ...attributes, ...fact.attributes };
    if (isTurn(fact)) choices.push({ at: fact.at, fact: fact.id, attributes });
  }
  return choices;
}

/** What clocks are taken from. @param compiled each policy of the applications */
export function logOf(
  facts: readonly SlaFact[],
  applications: readonly Application[],
  compiled: (policy: PolicyAtVersions) => SlaPolicy,
): SlaLog {
  const byFact = new Map(applications.map((application) => [application.fact, application]));
  return facts.flatMap((fact) => {
    const application = byFact.get(fact.id);
    const policy = application?.policy ? compiled(application.policy) : null;
    const applied = application ? [{ at: new Date(fact.at), type: 'policy-applied' as const, policy }] : [];
    return [...eventsOf(fact), ...applied];
  });
}

function isTurn(fact: SlaFact): boolean {
  if (fact.type === 'opened') return true;
  if (fact.type === 'became') return Object.keys(fact.attributes).length > 0;
  if (fact.type !== 'status') return false;
  return fact.to === 'merged' || (fact.from === 'solved' && fact.to !== 'closed' && fact.to !== 'solved');
}

function eventsOf(fact: SlaFact): SlaEvent[] {
  const at = new Date(fact.at);
  switch (fact.type) {
    case 'opened':
      return [{ at, type: 'opened' }];
    case 'status':
      return [{ at, type: 'status-changed', to: fact.to }];
    case 'became':
      return 'teamId' in fact.attributes ? [{ at, type: 'group-assigned', group: fact.attributes.teamId ?? null }] : [];
    case 'customer-wrote':
    case 'agent-replied':
      return [{ at, type: fact.type }];
    case 'nothing':
      return [];
  }
}
