import { ApiOperation } from './openapi.js';
import type { RouteTable } from './route-table.js';
import { renamed, SchemaNames, schemasBehind } from './schema-names.js';
import type { Description } from './service-descriptions.js';

/** OpenAPI 3.1 of everything the gateway serves. */
export interface ApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Record<string, Record<string, unknown>>;
  readonly components: { readonly schemas: Record<string, unknown>; readonly securitySchemes: Record<string, unknown> };
}

/** One document out of many: the operations that are served, and the schemas they need, under names that do not clash. */
export function apiDocument(descriptions: readonly Description[], table: RouteTable, version: string): ApiDocument {
  const document: ApiDocument = {
    openapi: '3.1.0',
    info: { title: 'Switchboard', version },
    paths: {},
    components: { schemas: {}, securitySchemes: {} },
  };
  const names = new SchemaNames();
  const operationIds = new Set<string>();
  for (const description of descriptions) add(document, description, table, names, operationIds);
  return document;
}

function add(
  { paths, components }: ApiDocument,
  { service, openApi }: Description,
  table: RouteTable,
  names: SchemaNames,
  operationIds: Set<string>,
): void {
  const { schemas, securitySchemes } = openApi.components;
  const served = servedBy(service, openApi.paths, table).filter(({ template, method }) => !paths[template]?.[method]);
  const needed = schemasBehind(served, schemas);
  const own = new Map(Array.from(needed, (name) => [name, names.nameFor(name, service, schemas)]));
  for (const [name, unique] of own) components.schemas[unique] = renamed(schemas[name], own);
  for (const { template, method, operation } of served) {
    const operationId = uniqueId(operation.operationId, service, operationIds);
    (paths[template] ??= {})[method] = { ...(renamed(operation, own) as object), ...(operationId && { operationId }) };
  }
  Object.assign(components.securitySchemes, securitySchemes);
}

function servedBy(service: string, paths: Description['openApi']['paths'], table: RouteTable) {
  return Object.entries(paths).flatMap(([template, operations]) =>
    Object.entries(operations)
      .filter(([method]) => table.has({ service, method: method.toUpperCase(), template }))
      .map(([method, operation]) => ({ template, method, operation: ApiOperation.parse(operation) })),
  );
}

function uniqueId(id: string | undefined, service: string, taken: Set<string>): string | undefined {
  if (id === undefined) return undefined;
  const unique = taken.has(id) ? `${service}_${id}` : id;
  taken.add(unique);
  return unique;
}
