import { domainError } from '#libs/kernel/domain-error';
import { Injectable } from '@nestjs/common';
import { AgentAssignments } from '../agent-assignment/agent-assignment.api.js';
import { RoutingPlans } from '../routing-plan/routing-plan.api.js';
import { StillInUse } from '../routing-setup/routing-setup.errors.api.js';
import { RoutingSetup, type SetupRecords, type TextOf } from '../routing-setup/setup-records.api.js';
import { SkillSchema, type Skill } from './skill.schema.js';

export class SkillNotFound extends domainError('skill-not-found', 'not-found') {}

@Injectable()
export class SkillService {
  readonly #skills: SetupRecords<Skill>;

  constructor(
    setup: RoutingSetup,
    private readonly plans: RoutingPlans,
    private readonly assignments: AgentAssignments,
  ) {
    const notFound = (id: string) => new SkillNotFound('There is no such skill.', { id });
    this.#skills = setup.records({ kind: 'skill', schema: SkillSchema, name: 'code', notFound });
  }

  list(): Promise<Skill[]> {
    return this.#skills.list();
  }

  get(id: string): Promise<Skill> {
    return this.#skills.get(id);
  }

  add(text: TextOf<Skill>): Promise<Skill> {
    return this.#skills.add(text);
  }

  relabel(id: string, label: string): Promise<Skill> {
    return this.#skills.replace(id, { label });
  }

  /** @throws StillInUse while a plan asks for it or an agent has it */
  remove(id: string): Promise<void> {
    return this.#skills.remove(id, async ({ code }) => {
      if ((await this.plans.anyAsksFor(code)) || (await this.assignments.anyHasSkill(code)))
        throw new StillInUse('A plan asks for the skill, or somebody has it.', { skill: code });
    });
  }
}
