import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { FirstAnswers } from '#libs/web/idempotency/first-answers';
import { Injectable } from '@nestjs/common';
import { NamedTexts, type NamedText } from '../../named-text/named-text.api.js';
import { TICKET_FACTS, TicketRecords } from '../../ticket/ticket.api.js';
import { ActionChecks } from '../action/action-checks.js';
import { TicketActions } from '../action/ticket-actions.js';
import { AgentTeams } from './agent-teams.js';
import type { Applied, MacroBody, MacroText } from './macro.dto.js';
import { MacroSchema, MacroVersionSchema } from './macro.schema.js';

export class MacroNotFound extends domainError('macro-not-found', 'not-found') {}
export class MacroNameTaken extends domainError('macro-name-taken', 'conflict') {}

/** Sets of actions that agents apply by hand. */
@Injectable()
export class Macros {
  readonly texts: NamedTexts<MacroText>;

  constructor(
    private readonly database: Database,
    clock: Clock,
    private readonly checks: ActionChecks,
    private readonly actions: TicketActions,
    private readonly records: TicketRecords,
    private readonly teams: AgentTeams,
    private readonly answers: FirstAnswers,
  ) {
    this.texts = new NamedTexts<MacroText>(database, clock, {
      kind: 'macro',
      schema: MacroSchema,
      versions: MacroVersionSchema,
      notFound: (id) => new MacroNotFound('There is no such macro.', { id }),
      nameTaken: () => new MacroNameTaken('There is a macro of this name.'),
    });
  }

  /** @throws MacroNameTaken, and what actions are refused for */
  async create(body: MacroBody, by: string): Promise<NamedText<MacroText>> {
    return this.texts.create(await this.#checked(body), by);
  }

  /** @throws MacroNotFound, StaleVersion, and as `create` */
  async replace(id: string, body: MacroBody, by: string): Promise<NamedText<MacroText>> {
    return this.texts.replace(id, await this.#checked(body), by);
  }

  /** Those that the agent can apply. */
  async visibleTo(agentId: string): Promise<NamedText<MacroText>[]> {
    const active = (await this.texts.list()).filter(({ active }) => active);
    if (active.every(({ text }) => text.teams.length === 0)) return active;
    const team = await this.teams.of(agentId);
    return active.filter((macro) => isOf(macro, team));
  }

  /**
   * Ticket by ticket: what one refuses, the others do not.
   * @param key under the same one it is applied once
   * @throws MacroNotFound, also when it is another team's
   */
  async apply(id: string, ticketIds: readonly string[], by: string, key: string | undefined): Promise<Applied[]> {
    const macro = await this.usable(id, by);
    const work = () => this.#applyToAll(macro.text, [...new Set(ticketIds)], by);
    if (key === undefined) return work();
    const request = JSON.stringify([id, ticketIds]);
    return (await this.answers.once(`macro\n${by}\n${key}`, request, work)) as Applied[];
  }

  /** Asks call-center where the macro is a team's. @throws MacroNotFound, also when it is another team's */
  async usable(id: string, by: string): Promise<NamedText<MacroText>> {
    const macro = await this.texts.get(id);
    const team = macro.text.teams.length === 0 ? null : await this.teams.of(by);
    if (!macro.active || !isOf(macro, team)) throw new MacroNotFound('There is no such macro.', { id });
    return macro;
  }

  /** One that the agent could use when they asked for it. @throws MacroNotFound */
  async applyWithin(id: string, ticketId: string, by: string): Promise<Applied> {
    const { active, text } = await this.texts.get(id);
    if (!active) throw new MacroNotFound('There is no such macro.', { id });
    return this.#apply(text, ticketId, by);
  }

  async #applyToAll(text: MacroText, ticketIds: readonly string[], by: string): Promise<Applied[]> {
    const applied: Applied[] = [];
    for (const ticketId of ticketIds) applied.push(await this.#apply(text, ticketId, by));
    return applied;
  }

  #apply({ actions }: MacroText, ticketId: string, by: string): Promise<Applied> {
    return this.database.transaction(async () => {
      const ticket = await this.records.findFacts(ticketId);
      if (!ticket) return notThere(ticketId);
      const { changes, refused } = await this.actions.perform(ticket, actions, { by, known: ticket, notBefore: null });
      const outcome = refused.length === 0 ? 'done' : changes.length > 0 ? 'partly' : 'refused';
      return { ticketId, outcome, changes: [...changes], refused: [...refused] };
    });
  }

  async #checked({ name, position, active, ...text }: MacroBody) {
    await this.checks.refuse(text.actions, TICKET_FACTS);
    return { name, position, active, text };
  }
}

function isOf({ text: { teams } }: NamedText<MacroText>, team: string | null): boolean {
  return teams.length === 0 || (team !== null && teams.includes(team));
}

function notThere(ticketId: string): Applied {
  return { ticketId, outcome: 'refused', changes: [], refused: [{ action: 'any', code: 'ticket-not-found' }] };
}
