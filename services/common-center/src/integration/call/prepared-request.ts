import { filledPath, PathFault, queryOf } from '#libs/integration/request-path';
import { TemplateFault, type Template } from '#libs/integration/template';
import type { Variables } from '#libs/process-engine/expression/evaluate';
import type { Moment } from '#libs/process-engine/expression/moment';
import type { Json } from '#libs/process-engine/model/expression';
import type { CompiledOperation } from '../document/compiled-operation.js';
import { ArgumentsInvalid } from '../domain/integration.errors.js';
import type { HttpMethod, InterfaceDocument } from '../domain/interface-document.js';

export type Input = Readonly<Record<string, Json>>;

/** A request as the mapping makes it, before anybody signs it. */
export interface PreparedRequest {
  readonly method: HttpMethod;
  /** Whole, with the query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** The arguments as the schema wants them. @throws ArgumentsInvalid */
export function inputOf({ judgeInput }: CompiledOperation, args: Input): Input {
  const input = structuredClone(args);
  const offences = judgeInput(input);
  if (offences.length === 0) return input;
  const offending = offences.map(({ at, message }) => ({ field: `arguments${at.replaceAll('/', '.')}`, message }));
  throw new ArgumentsInvalid('The arguments do not fit the operation.', { offending });
}

/** @throws ArgumentsInvalid when the mapping makes no request of them */
export function preparedRequest(
  document: InterfaceDocument,
  compiled: CompiledOperation,
  input: Input,
  moment: Moment,
): PreparedRequest {
  try {
    return prepared(document, compiled, { input }, moment);
  } catch (error) {
    if (error instanceof TemplateFault || error instanceof PathFault) throw new ArgumentsInvalid(error.message);
    throw error;
  }
}

function prepared(
  { baseUrl, headers }: InterfaceDocument,
  { operation, ...templates }: CompiledOperation,
  variables: Variables,
  moment: Moment,
): PreparedRequest {
  const values = (all: Readonly<Record<string, Template>>) =>
    Object.fromEntries(Object.entries(all).map(([name, template]) => [name, template(variables, moment)]));
  const path = filledPath(operation.path, values(templates.path));
  const query = queryOf(values(templates.query)).toString();
  const body = bodyOf(templates.body(variables, moment), operation.request.encoding);
  const type = operation.request.encoding === 'json' ? 'application/json' : 'application/x-www-form-urlencoded';
  return {
    method: operation.method,
    url: baseUrl.replace(/\/$/, '') + path + (query === '' ? '' : `?${query}`),
    headers: {
      accept: 'application/json',
      ...headers,
      ...headersOf(values(templates.headers)),
      ...(body !== null && { 'content-type': type }),
    },
    body,
  };
}

function headersOf(values: Readonly<Record<string, Json>>): Record<string, string> {
  const said = Object.entries(values).filter(([, value]) => value !== null);
  return Object.fromEntries(
    said.map(([name, value]) => {
      const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
      // Anything else could end the header and begin another (RFC 9110 §5.5).
      if (/[^\t\x20-\x7e\x80-\xff]/.test(text))
        throw new TemplateFault(`headers/${name}: this cannot stand in a header.`);
      return [name, text];
    }),
  );
}

function bodyOf(body: Json, encoding: 'json' | 'form'): string | null {
  if (body === null) return null;
  if (encoding === 'json') return JSON.stringify(body);
  if (typeof body !== 'object' || Array.isArray(body)) throw new TemplateFault('body: a form is an object.');
  return queryOf(body as Record<string, Json>).toString();
}
