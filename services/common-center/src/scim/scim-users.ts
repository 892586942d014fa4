import { Injectable } from '@nestjs/common';
import { AccountProvisioning } from '../identity/provisioning/account-provisioning.api.js';
import { AccountRows, type KnownAccount } from '../identity/provisioning/account-rows.api.js';
import { OrganisationDirectory } from '../organisation/organisation-directory.api.js';
import type { Filter } from './filter/filter.js';
import { matches, type Json } from './filter/matches.js';
import { readFilter } from './filter/read-filter.js';
import { equalIn, listed, windowOf } from './listing.js';
import { patched, type Operation } from './patch/patched.js';
import type { ListQuery, UserBody } from './scim.dto.js';
import { attributesOf, changeAfter, changeTo, factsOf, userResource } from './user-resource.js';

const BITE = 500;

/** Accounts, as users of SCIM. */
@Injectable()
export class ScimUsers {
  constructor(
    private readonly rows: AccountRows,
    private readonly provisioning: AccountProvisioning,
    private readonly organisation: OrganisationDirectory,
  ) {}

  /** @throws AccountNotFound */
  async get(id: string): Promise<Json> {
    return (await this.#resources([await this.rows.get(id)]))[0]!;
  }

  /** @throws ScimFilterInvalid */
  async list(query: ListQuery) {
    const { skip, take } = windowOf(query);
    if (query.filter !== undefined) return this.#filtered(readFilter(query.filter), query);
    const rows = take === 0 ? [] : await this.rows.page(skip, take);
    return listed(await this.#resources(rows), await this.rows.count(), query);
  }

  /** @throws LoginTaken, UnknownRole, GrantBeyondOwn */
  async create(user: UserBody, by: string): Promise<Json> {
    return this.get(await this.provisioning.create(factsOf(user), by));
  }

  async replace(id: string, user: UserBody, by: string): Promise<Json> {
    await this.provisioning.change(id, () => changeTo(user), by);
    return this.get(id);
  }

  async patch(id: string, operations: readonly Operation[], by: string): Promise<Json> {
    await this.provisioning.change(id, (facts) => changeAfter(facts, patched(attributesOf(facts), operations)), by);
    return this.get(id);
  }

  async remove(id: string, by: string): Promise<void> {
    await this.rows.get(id);
    await this.provisioning.remove(id, by);
  }

  async #filtered(filter: Filter, query: ListQuery) {
    const { skip, take } = windowOf(query);
    const found: Json[] = [];
    let total = 0;
    for await (const rows of this.#candidates(filter))
      for (const resource of await this.#resources(rows)) {
        if (!matches(resource, filter)) continue;
        if (total >= skip && found.length < take) found.push(resource);
        total += 1;
      }
    return listed(found, total, query);
  }

  /** By an index where the filter allows it, else all, bite by bite. */
  async *#candidates(filter: Filter): AsyncGenerator<KnownAccount[]> {
    const [id, login, externalId] = ['id', 'username', 'externalid'].map((name) => equalIn(filter, name));
    if (id) yield await this.rows.by({ id });
    else if (login) yield await this.rows.by({ login: login.toLowerCase() });
    else if (externalId) yield await this.rows.by({ externalId });
    else yield* this.rows.all(BITE);
  }

  async #resources(rows: readonly KnownAccount[]): Promise<Json[]> {
    const teams = await this.organisation.teamsOf(rows.map(({ id }) => id));
    return rows.map((row) => userResource(row, teams.get(row.id) ?? []));
  }
}
