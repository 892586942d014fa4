/**
 * What clients may not say: whom they belong to, who they are, where they come from, what was asked instead. Nobody inside
 * goes by most of these – but what stands behind a service once may, and a proxy before the gateway may have meant them.
 */
const NOT_THEIRS = new Set([
  'client-ip',
  'cf-connecting-ip',
  'fastly-client-ip',
  'forwarded',
  'from',
  'host',
  'remote-user',
  'traceparent',
  'true-client-ip',
  'via',
  'x-account-id',
  'x-authenticated-user',
  'x-authenticated-userid',
  'x-client-cert',
  'x-client-id',
  'x-client-ip',
  'x-client-verify',
  'x-cluster-client-ip',
  'x-consumer-id',
  'x-consumer-username',
  'x-credential-identifier',
  'x-deadline-ms',
  'x-email',
  'x-groups',
  'x-host',
  'x-http-host-override',
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
  'x-org-id',
  'x-original-host',
  'x-original-method',
  'x-original-uri',
  'x-original-url',
  'x-permissions',
  'x-principal',
  'x-real-ip',
  'x-remote-addr',
  'x-remote-ip',
  'x-remote-user',
  'x-request-id',
  'x-rewrite-url',
  'x-role',
  'x-roles',
  'x-scope',
  'x-scopes',
  'x-session-id',
  'x-subject',
  'x-tenant',
  'x-tenant-id',
  'x-tenantid',
  'x-user',
  'x-user-id',
  'x-user-roles',
  'x-userid',
  'x-username',
]);

const PREFIXES = [
  'x-forwarded-',
  'x-switchboard-',
  'x-auth-request-',
  'x-goog-authenticated-user-',
  'x-ms-client-principal',
  'x-ssl-client-',
];

/**
 * @param name in lower case. One with an underscore is dropped too: to some who read it, it is the one with a dash.
 */
export function isNotTheirs(name: string): boolean {
  if (NOT_THEIRS.has(name) || name.includes('_')) return true;
  return name.startsWith('x-') && PREFIXES.some((prefix) => name.startsWith(prefix));
}
