import type { ApiClient } from '#libs/testing/api-client';
import { stuffedBody, type Schema, type Stuffing } from './stuffed-body.js';

interface Described {
  readonly 'x-public'?: boolean;
  readonly 'x-permission'?: string;
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** One operation of the suite, as its OpenAPI document says. */
export interface Operation {
  readonly method: string;
  /** With parameters in braces. */
  readonly path: string;
  /** What it answers without a login. */
  readonly isPublic: boolean;
  readonly permission: string | undefined;
  /** Names of what may be in its query. */
  readonly query: readonly string[];
  /** The smallest that its schema allows, with what else was asked for; undefined without one. */
  readonly body: unknown;
}

/** All of them, from the document that the gateway gives everybody. @param stuffing what bodies have beside what they have to */
export async function wholeApi(anybody: ApiClient, stuffing: Stuffing = {}): Promise<Operation[]> {
  const { paths, components } = (await anybody.get<Document>('/openapi.json')).body;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      const schema = described.requestBody?.content['application/json']?.schema;
      return {
        method: method.toUpperCase(),
        path,
        isPublic: described['x-public'] === true,
        permission: described['x-permission'],
        query: (described.parameters ?? []).flatMap((each) => (each.in === 'query' ? [each.name] : [])),
        body: schema && stuffedBody(schema, components.schemas, stuffing),
      };
    }),
  );
}

const PARAMETER = /\{\w+\}/g;

/** Its path with this value for each parameter. */
export const at = ({ path }: Operation, value: string) => path.replace(PARAMETER, encodeURIComponent(value));

export const hasParameters = ({ path }: Operation) => path.includes('{');

export const named = ({ method, path }: Operation) => `${method} ${path}`;
