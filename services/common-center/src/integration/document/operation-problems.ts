import { judgeOf, SchemaFault } from '#libs/integration/json-schema';
import { namesInPath } from '#libs/integration/request-path';
import { compileFeel, compileTemplate, TemplateFault } from '#libs/integration/template';
import type { Json } from '#libs/process-engine/model/expression';
import type { Operation } from '../domain/interface-document.js';
import { ANSWERED, ASKED, compiledMock, templatesOf } from './compiled-operation.js';

/** What is said by the connection, the way of signing, or us; hop-by-hop ones besides (RFC 9110 §7.6.1). */
const OURS = new Set([
  ...['authorization', 'connection', 'content-length', 'content-type', 'cookie', 'expect', 'forwarded', 'host'],
  ...['idempotency-key', 'keep-alive', 'te', 'traceparent', 'trailer', 'transfer-encoding', 'upgrade'],
]);

export function refusedHeaders(names: readonly string[]): string[] {
  return names.filter((name) => OURS.has(name.toLowerCase()) || /^(proxy|x-forwarded|x-switchboard)-/i.test(name));
}

/** Everything that is wrong with an operation, each in a sentence. */
export function operationProblems(operation: Operation): string[] {
  const { input, request, response, mocks, method, path, safe, cacheSeconds } = operation;
  const parts: (() => unknown)[] = [
    () => inPart('input', () => judgeOf(input)),
    () => templatesOf(request.path, 'path'),
    () => templatesOf(request.query, 'query'),
    () => templatesOf(request.headers, 'headers'),
    () => compileTemplate(request.body as Json, ASKED, 'body'),
    () => response.schema && inPart('answer', () => judgeOf(response.schema!)),
    () => compileTemplate(response.result as Json, ANSWERED, 'result'),
    () => response.refusal !== null && compileFeel(response.refusal, ANSWERED, 'refusal'),
    ...mocks.map((mock, index) => () => compiledMock(mock, `mocks/${index}`)),
  ];
  const unfilled = namesInPath(path).filter((name) => !Object.hasOwn(request.path, name));
  const hasBody = request.body !== null && (method === 'GET' || method === 'HEAD');
  return [
    ...parts.flatMap(faultOf),
    ...unfilled.map((name) => `path: nothing is said for {${name}}.`),
    ...refusedHeaders(Object.keys(request.headers)).map((name) => `headers: ${name} is not for an operation to say.`),
    ...(hasBody ? [`body: a ${method} has none.`] : []),
    ...(cacheSeconds !== null && !safe ? ['cache: only what changes nothing can be cached.'] : []),
  ];
}

function inPart(name: string, compile: () => unknown): unknown {
  try {
    return compile();
  } catch (error) {
    if (error instanceof SchemaFault) throw new SchemaFault(`${name}: the schema cannot be used: ${error.message}`);
    throw error;
  }
}

function faultOf(compile: () => unknown): string[] {
  try {
    compile();
    return [];
  } catch (error) {
    if (error instanceof TemplateFault || error instanceof SchemaFault) return [error.message];
    throw error;
  }
}
