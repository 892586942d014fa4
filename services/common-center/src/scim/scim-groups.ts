import { Injectable } from '@nestjs/common';
import { OrganisationDirectory } from '../organisation/organisation-directory.api.js';
import { matches, type Json } from './filter/matches.js';
import { readFilter } from './filter/read-filter.js';
import { groupAttributesOf, groupResource, teamAfter, teamFactsOf } from './group-resource.js';
import { listed, windowOf } from './listing.js';
import { patched, type Operation } from './patch/patched.js';
import type { GroupBody, ListQuery } from './scim.dto.js';

/** Teams of the organisation, as groups of SCIM. */
@Injectable()
export class ScimGroups {
  constructor(private readonly organisation: OrganisationDirectory) {}

  /** @throws OrganisationTeamNotFound */
  async get(id: string): Promise<Json> {
    return groupResource(await this.organisation.get(id));
  }

  /** @throws ScimFilterInvalid */
  async list(query: ListQuery) {
    const all = (await this.organisation.list()).map(groupResource);
    const filter = query.filter === undefined ? null : readFilter(query.filter);
    const found = filter === null ? all : all.filter((resource) => matches(resource, filter));
    const { skip, take } = windowOf(query);
    return listed(found.slice(skip, skip + take), found.length, query);
  }

  async create(group: GroupBody): Promise<Json> {
    return this.get(await this.organisation.create(teamFactsOf(group)));
  }

  async replace(id: string, group: GroupBody): Promise<Json> {
    await this.organisation.change(id, () => teamFactsOf(group));
    return this.get(id);
  }

  async patch(id: string, operations: readonly Operation[]): Promise<Json> {
    await this.organisation.change(id, (facts) => teamAfter(patched(groupAttributesOf(facts), operations)));
    return this.get(id);
  }

  remove(id: string): Promise<void> {
    return this.organisation.remove(id);
  }
}
