import { BASE, GROUP_SCHEMA, LIST_SCHEMA, MOST_RESULTS, USER_SCHEMA } from './scim.dto.js';

/** RFC 7643 §5. */
export const PROVIDER = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  id: 'ServiceProviderConfig',
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: MOST_RESULTS },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: true },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'OAuth bearer token',
      description: 'A token of an API client with the scope scim',
      specUri: 'https://www.rfc-editor.org/rfc/rfc6750',
      primary: true,
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: `${BASE}/ServiceProviderConfig` },
};

/** RFC 7643 §6. */
export const RESOURCE_TYPES = [
  ['User', 'Users', USER_SCHEMA],
  ['Group', 'Groups', GROUP_SCHEMA],
].map(([id, endpoint, schema]) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
  id: id!,
  name: id,
  endpoint: `/${endpoint}`,
  schema,
  meta: { resourceType: 'ResourceType', location: `${BASE}/ResourceTypes/${id}` },
}));

const CHARACTERISTICS = {
  ...{ type: 'string', multiValued: false, required: false, caseExact: false },
  ...{ mutability: 'readWrite', returned: 'default', uniqueness: 'none' },
};
const attribute = (name: string, more: object = {}) => ({ name, ...CHARACTERISTICS, ...more });
const list = (name: string, ...parts: string[]) =>
  attribute(name, { type: 'complex', multiValued: true, subAttributes: parts.map((part) => attribute(part)) });
const schema = (id: string, name: string, attributes: object[]) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
  id,
  name,
  attributes,
  meta: { resourceType: 'Schema', location: `${BASE}/Schemas/${id}` },
});

/** RFC 7643 §7: the attributes that are kept. */
export const SCHEMAS = [
  schema(USER_SCHEMA, 'User', [
    attribute('userName', { required: true, uniqueness: 'server' }),
    attribute('displayName'),
    attribute('name', {
      type: 'complex',
      subAttributes: ['formatted', 'givenName', 'familyName'].map((part) => attribute(part)),
    }),
    list('emails', 'value', 'type', 'primary'),
    list('phoneNumbers', 'value', 'type'),
    attribute('locale'),
    attribute('active', { type: 'boolean' }),
    list('roles', 'value'),
    { ...list('groups', 'value', 'display', '$ref'), mutability: 'readOnly' },
  ]),
  schema(GROUP_SCHEMA, 'Group', [
    attribute('displayName', { required: true }),
    list('members', 'value', 'type', '$ref'),
  ]),
];

export function allOf(resources: readonly object[]) {
  const counted = { totalResults: resources.length, startIndex: 1, itemsPerPage: resources.length };
  return { schemas: [LIST_SCHEMA], ...counted, Resources: [...resources] };
}
