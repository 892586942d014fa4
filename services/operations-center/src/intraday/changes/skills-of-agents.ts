import { RemoteProblem } from '#libs/discovery/calls/remote-error';
import { ServiceClient } from '#libs/discovery/calls/service-client';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { RaisedSkills } from './intraday-change.js';
import { IntradayChangeOutdated } from './intraday-change.errors.js';

const TIMEOUT_MS = 3_000;
const SERVICE = 'call-center';
const STALE = 412;
const Assignment = z.object({
  version: z.int(),
  teamId: z.string().nullable(),
  profileId: z.string().nullable(),
  skills: z.record(z.string(), z.int()),
  extension: z.string().nullable(),
});
type Assignment = z.infer<typeof Assignment>;
type Agent = RaisedSkills['agents'][number];

/** Skills of agents, where routing decides by them; asked for as the caller, whose right it must be. */
@Injectable()
export class SkillsOfAgents {
  constructor(private readonly client: ServiceClient) {}

  /**
   * Looks at everybody before anybody is changed; who has what they are to have stays as they are, so that it is safe to repeat.
   * @throws IntradayChangeOutdated, RemoteProblem, ServiceUnavailable, ServiceTimeout
   */
  async raise({ agents }: RaisedSkills): Promise<void> {
    const seen: { readonly agent: Agent; readonly assignment: Assignment }[] = [];
    for (const agent of agents) {
      const assignment = await this.#assignment(agent.agentId);
      if (!agent.skills.every(({ code, from, to }) => [from, to].includes(assignment.skills[code] ?? 0)))
        throw new IntradayChangeOutdated('Somebody has other skills by now.', { facts: { agentId: agent.agentId } });
      seen.push({ agent, assignment });
    }
    for (const { agent, assignment } of seen)
      if (agent.skills.some(({ code, to }) => assignment.skills[code] !== to)) await this.#raise(agent, assignment);
  }

  #assignment(agentId: string): Promise<Assignment> {
    const path = pathOf(agentId);
    return this.client.request(SERVICE, { method: 'GET', path, schema: Assignment, timeoutMs: TIMEOUT_MS });
  }

  async #raise({ agentId, skills: raised }: Agent, { version, ...text }: Assignment): Promise<void> {
    const skills = { ...text.skills, ...Object.fromEntries(raised.map(({ code, to }) => [code, to])) };
    const call = { method: 'PUT' as const, path: pathOf(agentId), schema: Assignment, timeoutMs: TIMEOUT_MS };
    try {
      await this.client.request(SERVICE, {
        ...call,
        body: { ...text, skills },
        headers: { 'if-match': `"${version}"` },
      });
    } catch (error) {
      if (!(error instanceof RemoteProblem) || error.status !== STALE) throw error;
      throw new IntradayChangeOutdated('Somebody has changed an agent meanwhile.', { facts: { agentId } });
    }
  }
}

function pathOf(agentId: string): string {
  return `/api/v1/agents/${encodeURIComponent(agentId)}/assignment`;
}
