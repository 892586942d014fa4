import type { Identity } from '#libs/persistence/tenant/tenant-context';
import { forwardedFields } from '#libs/web/http/forwarded-fields';
import type { GatewaySeal } from '#libs/web/access/gateway-seal';
import { TENANT_HEADER } from '#libs/web/http/request-context';
import type { Visit } from './visit.js';

/** What goes along with calls that the gateway makes for them. The door never lets in anybody unknown here. */
export function callerOf(visit: Visit, identity: Identity, seal: GatewaySeal) {
  const headers = { authorization: `Bearer ${identity.token}`, ...fieldsOf(visit, seal) };
  return { tenantId: visit.tenantId!, identity, headers, traceparent: visit.span.traceparent, audience: visit };
}

/** Where a request comes from and whose it is, as services are told. */
export function fieldsOf({ request, requestId, tenantId, address }: Visit, seal: GatewaySeal) {
  return {
    'x-request-id': requestId,
    [TENANT_HEADER]: tenantId!,
    ...forwardedFields(address, request.headers.host!, seal),
  };
}
