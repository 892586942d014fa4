import type { AgentDefinition } from '#libs/contact-routing/model/agent';
import type { ContactRequest } from '#libs/contact-routing/model/contact';
import { PRIORITY_WORTH_SECONDS } from './centre.js';

interface Waiting {
  readonly contact: ContactRequest;
  /** Less comes first. */
  readonly place: number;
}

interface Desk {
  readonly agent: AgentDefinition;
  readonly priorities: ReadonlyMap<string, number>;
  idleSince: number | null;
}

/**
 * The same rules for calls without plans, straightforward: whoever comes looks at everybody who waits. Against it the index is measured,
 * and by it its order is checked.
 */
export class ScanDesk {
  readonly #desks = new Map<string, Desk>();
  readonly #waiting: Waiting[] = [];

  constructor(
    agents: readonly AgentDefinition[],
    private readonly byLevels: boolean,
  ) {
    for (const agent of agents) {
      const priorities = new Map(agent.queues.map(({ queueId, priority }) => [queueId, priority]));
      this.#desks.set(agent.id, { agent, priorities, idleSince: null });
    }
  }

  /** The agent who gets the contact, if one is free. */
  comes(contact: ContactRequest, now: number): string | undefined {
    let best: Desk | undefined;
    for (const desk of this.#desks.values()) {
      if (desk.idleSince !== null && suits(desk, contact) && (!best || this.#isBetter(contact, desk, best)))
        best = desk;
    }
    if (!best) this.waits(contact, now);
    else best.idleSince = null;
    return best?.agent.id;
  }

  /** Nobody is free: no use in looking. */
  waits(contact: ContactRequest, now: number): void {
    this.#waiting.push({ contact, place: now - contact.priority * PRIORITY_WORTH_SECONDS * 1_000 });
  }

  /** The contact an agent gets who is free now. */
  frees(agentId: string, now: number): string | undefined {
    const desk = this.#desks.get(agentId)!;
    let best = -1;
    for (let index = 0; index < this.#waiting.length; index += 1) {
      if (!suits(desk, this.#waiting[index]!.contact)) continue;
      if (best < 0 || isBefore(desk, this.#waiting[index]!, this.#waiting[best]!)) best = index;
    }
    if (best < 0) {
      desk.idleSince = now;
      return undefined;
    }
    const [taken] = this.#waiting.splice(best, 1);
    return taken!.contact.id;
  }

  #isBetter(contact: ContactRequest, a: Desk, b: Desk): boolean {
    const met = preferredMet(contact, a) - preferredMet(contact, b);
    if (met !== 0) return met > 0;
    const more = this.byLevels ? levels(contact, a) - levels(contact, b) : 0;
    if (more !== 0) return more > 0;
    return a.idleSince! < b.idleSince! || (a.idleSince === b.idleSince && a.agent.id < b.agent.id);
  }

  busies(agentId: string): void {
    this.#desks.get(agentId)!.idleSince = null;
  }
}

function suits({ agent, priorities }: Desk, contact: ContactRequest): boolean {
  if (!priorities.has(contact.queueId)) return false;
  return contact.required.every(({ skill, level }) => (agent.skills[skill] ?? 0) >= level);
}

function isBefore({ priorities }: Desk, a: Waiting, b: Waiting): boolean {
  const byProfile = priorities.get(a.contact.queueId)! - priorities.get(b.contact.queueId)!;
  if (byProfile !== 0) return byProfile < 0;
  return a.place < b.place || (a.place === b.place && a.contact.id < b.contact.id);
}

function preferredMet({ preferred }: ContactRequest, { agent }: Desk): number {
  return preferred.filter(({ skill, level }) => (agent.skills[skill] ?? 0) >= level).length;
}

function levels({ required, preferred }: ContactRequest, { agent }: Desk): number {
  const skills = new Set([...required, ...preferred].map(({ skill }) => skill));
  return [...skills].reduce((sum, skill) => sum + (agent.skills[skill] ?? 0), 0);
}
