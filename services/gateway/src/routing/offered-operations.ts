import { SERVICE_INTERNAL } from '#libs/web/access/permissions';
import { ApiOperation, type OpenApi } from './openapi.js';
import type { Operation } from './operation.js';

/** Where everything begins that is for those outside. */
export const OFFERED = '/api/v1/';
/** What the router could take for a pattern of its own is not offered. */
const TEMPLATE = /^(\/([\w.~:@-]+|\{\w+\}))+$/;
const METHODS = new Set(['get', 'put', 'post', 'delete', 'patch', 'head', 'options']);

/**
 * What a service's description offers to the outside. An operation that says neither which permission it needs nor that it
 * is public is not offered, and neither is what only services may do.
 */
export function offeredOperations(service: string, { paths }: OpenApi): Operation[] {
  return Object.entries(paths)
    .filter(([template]) => isOffered(template) && TEMPLATE.test(template))
    .flatMap(([template, operations]) =>
      Object.entries(operations).flatMap(([method, described]) => {
        const declared = METHODS.has(method) ? declarationOf(described) : undefined;
        return declared === undefined ? [] : [{ service, method: method.toUpperCase(), template, ...declared }];
      }),
    );
}

export function isOffered(target: string): boolean {
  return target.startsWith(OFFERED);
}

function declarationOf(described: unknown): Omit<Operation, 'service' | 'method' | 'template'> | undefined {
  const { success, data } = ApiOperation.safeParse(described);
  if (!success) return undefined;
  const special = { isWebsocket: data['x-websocket'] ?? false, largeBody: data['x-large-body'] };
  if (data['x-public'] === true) return { permission: undefined, ...special };
  const permission = data['x-permission'];
  return permission === undefined || permission === SERVICE_INTERNAL ? undefined : { permission, ...special };
}
