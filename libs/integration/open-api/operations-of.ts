import { standaloneSchema } from './schemas.js';

type Node = Readonly<Record<string, unknown>>;

/** The message says what the document is not. */
export class OpenApiFault extends Error {}

/** An operation as an OpenAPI document describes it, in the words of an interface. */
export interface ImportedOperation {
  readonly title: string;
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** JSON Schema of the arguments. */
  readonly input: Record<string, unknown>;
  readonly request: {
    readonly path: Record<string, string>;
    readonly query: Record<string, string>;
    readonly headers: Record<string, string>;
    readonly body: string | null;
  };
  readonly response: { readonly schema: Record<string, unknown> | null };
}

export interface Imported {
  /** Of the first server; null: the document names none that is whole. */
  readonly baseUrl: string | null;
  readonly operations: Readonly<Record<string, ImportedOperation>>;
}

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete'] as const;

/**
 * The operations of an OpenAPI 3.0 or 3.1 document. Each takes its parameters under their names, in which `_` stands for what
 * FEEL has in no name, and its JSON body as `body`; cookies are left out.
 * @throws OpenApiFault
 */
export function operationsOf(document: Node): Imported {
  const version = document['openapi'];
  if (typeof version !== 'string' || !/^3\.[01]\./.test(version))
    throw new OpenApiFault('It is no OpenAPI document of version 3.0 or 3.1.');
  const components = nodeAt(document, 'components');
  const paths = nodeAt(document, 'paths');
  const found = Object.keys(paths).flatMap((path) => {
    const item = nodeAt(paths, path);
    return METHODS.filter((method) => method in item).map((method) => {
      const operation = nodeAt(item, method);
      const parameters = [...listAt(item, 'parameters'), ...listAt(operation, 'parameters')];
      const known = parameters.map((parameter) => resolved(parameter, nodeAt(components, 'parameters')));
      return [nameOf(operation, method, path), imported(operation, method, path, known, components)] as const;
    });
  });
  return { baseUrl: firstServer(document), operations: Object.fromEntries(found) };
}

function imported(
  operation: Node,
  method: (typeof METHODS)[number],
  path: string,
  parameters: readonly Node[],
  components: Node,
): ImportedOperation {
  const schemas = nodeAt(components, 'schemas');
  const body = jsonOf(resolved(nodeAt(operation, 'requestBody'), nodeAt(components, 'requestBodies')));
  const named = (place: string) =>
    Object.fromEntries(
      parameters
        .filter((parameter) => parameter['in'] === place)
        .map(({ name }) => [name as string, `=input.${argumentOf(name)}`]),
    );
  const asked = parameters.filter((parameter) => parameter['in'] !== 'cookie');
  const properties = Object.fromEntries(asked.map(({ name, schema }) => [argumentOf(name), schema ?? {}]));
  const required = asked.filter((parameter) => parameter['required'] === true).map(({ name }) => argumentOf(name));
  const withBody = body === undefined ? {} : { body };
  const input = {
    type: 'object',
    properties: { ...properties, ...withBody },
    required: body === undefined ? required : [...required, 'body'],
  };
  const titles = [operation['summary'], operation['operationId'], `${method.toUpperCase()} ${path}`];
  const title = titles.find((each): each is string => typeof each === 'string')!;
  const answer = answerOf(nodeAt(operation, 'responses'), nodeAt(components, 'responses'));
  return {
    title: title.slice(0, 200),
    method: method.toUpperCase() as ImportedOperation['method'],
    path,
    input: standaloneSchema(input, schemas),
    request: {
      path: named('path'),
      query: named('query'),
      headers: named('header'),
      body: body === undefined ? null : '=input.body',
    },
    response: { schema: answer === undefined ? null : standaloneSchema(answer, schemas) },
  };
}

/** As FEEL can name it. */
function argumentOf(name: unknown): string {
  return String(name).replaceAll(/\W/g, '_');
}

function nameOf({ operationId }: Node, method: string, path: string): string {
  const text = typeof operationId === 'string' ? operationId : `${method}-${path}`;
  return text
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 64);
}

function answerOf(responses: Node, shared: Node): unknown {
  const code = Object.keys(responses)
    .filter((each) => /^2/.test(each))
    .sort()[0];
  return code === undefined ? undefined : jsonOf(resolved(nodeAt(responses, code), shared));
}

function jsonOf(holder: Node): unknown {
  const content = nodeAt(holder, 'content');
  const type = Object.keys(content).find((each) => /[/+]json/.test(each));
  return type === undefined ? undefined : nodeAt(content, type)['schema'];
}

function resolved(node: Node, shared: Node): Node {
  const { $ref } = node;
  return typeof $ref === 'string' ? nodeAt(shared, $ref.slice($ref.lastIndexOf('/') + 1)) : node;
}

function nodeAt(node: Node, key: string): Node {
  const found = node[key];
  return typeof found === 'object' && found !== null ? (found as Node) : {};
}

function listAt(node: Node, key: string): Node[] {
  const found = node[key];
  const items: unknown[] = Array.isArray(found) ? found : [];
  return items.filter((item): item is Node => typeof item === 'object' && item !== null);
}

function firstServer(document: Node): string | null {
  const url = listAt(document, 'servers')[0]?.['url'];
  return typeof url === 'string' && /^https?:\/\/[^{}]+$/.test(url) ? url : null;
}
