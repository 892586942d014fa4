import { Injectable } from '@nestjs/common';
import { AccountProvisioning, type AccountFacts } from '../identity/provisioning/account-provisioning.api.js';
import { AccountRows } from '../identity/provisioning/account-rows.api.js';
import { OrganisationDirectory } from '../organisation/organisation-directory.api.js';
import { OrganisationTeamNotFound } from '../organisation/organisation.errors.api.js';
import type { PersonLine } from './person-csv.js';

export interface Arrived {
  readonly accountId: string;
  readonly outcome: 'created' | 'changed' | 'same';
}

/** One person of a list becomes an account in its team, however often they are on one. */
@Injectable()
export class PersonArrival {
  constructor(
    private readonly rows: AccountRows,
    private readonly provisioning: AccountProvisioning,
    private readonly organisation: OrganisationDirectory,
  ) {}

  /** @throws DomainError why it cannot be */
  async of({ team, ...facts }: PersonLine, by: string): Promise<Arrived> {
    const teamId = team === null ? null : await this.#teamOf(team);
    const [known] = await this.rows.by({ externalId: facts.externalId });
    const accountId = known?.id ?? (await this.provisioning.create(facts, by));
    const isOther = known !== undefined && differs(known, facts);
    if (isOther) await this.provisioning.change(accountId, () => facts, by);
    const joined = teamId !== null && facts.active && (await this.#join(teamId, accountId));
    return { accountId, outcome: !known ? 'created' : isOther || joined ? 'changed' : 'same' };
  }

  async #teamOf(named: string): Promise<string> {
    const teams = await this.organisation.list();
    const found = teams.find(({ externalId }) => externalId === named) ?? teams.find(({ name }) => name === named);
    if (!found) throw new OrganisationTeamNotFound('There is no such team.', { team: named });
    return found.id;
  }

  async #join(teamId: string, accountId: string): Promise<boolean> {
    if ((await this.organisation.get(teamId)).memberIds.includes(accountId)) return false;
    await this.organisation.change(teamId, ({ memberIds }) => ({ memberIds: [...memberIds, accountId] }));
    return true;
  }
}

function differs(known: AccountFacts, facts: AccountFacts): boolean {
  const fields = ['login', 'name', 'email', 'phone', 'locale', 'active'] as const;
  return (
    fields.some((field) => known[field] !== facts[field]) ||
    known.roles.toSorted().join() !== facts.roles.toSorted().join()
  );
}
