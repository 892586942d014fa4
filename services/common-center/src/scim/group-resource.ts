import type { KnownTeam, TeamFacts } from '../organisation/organisation-directory.api.js';
import type { Json } from './filter/matches.js';
import { ScimValueInvalid } from './filter/scim.errors.js';
import { BASE, GROUP_SCHEMA, GroupBody } from './scim.dto.js';

/** A team of the organisation as RFC 7643 §4.2 has groups. */
export function groupResource({ id, version, updatedAt, ...team }: KnownTeam): Json {
  return {
    schemas: [GROUP_SCHEMA],
    id,
    ...groupAttributesOf(team),
    meta: {
      resourceType: 'Group',
      lastModified: updatedAt.toISOString(),
      location: `${BASE}/Groups/${id}`,
      version: `"${version}"`,
    },
  };
}

export function groupAttributesOf({ name, externalId, memberIds }: TeamFacts): Json {
  const members = memberIds.map((value) => ({ value, type: 'User', $ref: `${BASE}/Users/${value}` }));
  return { ...(externalId !== null && { externalId }), displayName: name, members };
}

export function teamFactsOf({ displayName, externalId, members }: GroupBody): TeamFacts {
  const memberIds = [...new Set((members ?? []).map(({ value }) => value))];
  return { name: displayName, externalId: externalId ?? null, memberIds };
}

/** @throws ScimValueInvalid */
export function teamAfter(after: Json): TeamFacts {
  const read = GroupBody.safeParse(after);
  if (read.success) return teamFactsOf(read.data);
  throw new ScimValueInvalid(`Not as it should be: ${read.error.issues.map(({ path }) => path.join('.')).join(', ')}.`);
}
