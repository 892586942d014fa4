import { judgeOf, type Judge } from '#libs/integration/json-schema';
import { compileFeel, compileTemplate, type Template } from '#libs/integration/template';
import type { Json } from '#libs/process-engine/model/expression';
import type { Mock, Operation } from '../domain/interface-document.js';

/** What a request is made of. */
export const ASKED = ['input'];
/** What an answer is read by. */
export const ANSWERED = ['input', 'status', 'headers', 'body'];

type Templates = Readonly<Record<string, Template>>;

export interface CompiledMock {
  readonly when: Template | null;
  readonly status: number;
  readonly body: Template;
}

/** An operation, read once. */
export interface CompiledOperation {
  readonly operation: Operation;
  /** Makes texts what the schema asks for. */
  readonly judgeInput: Judge;
  readonly judgeAnswer: Judge | null;
  readonly path: Templates;
  readonly query: Templates;
  readonly headers: Templates;
  readonly body: Template;
  readonly result: Template;
  readonly refusal: Template | null;
  readonly mocks: readonly CompiledMock[];
}

/** @throws TemplateFault, SchemaFault */
export function compiledOperation(operation: Operation): CompiledOperation {
  const { input, request, response, mocks } = operation;
  return {
    operation,
    judgeInput: judgeOf(input, { coerce: true }),
    judgeAnswer: response.schema && judgeOf(response.schema),
    path: templatesOf(request.path, 'path'),
    query: templatesOf(request.query, 'query'),
    headers: templatesOf(request.headers, 'headers'),
    body: compileTemplate(request.body as Json, ASKED, 'body'),
    result: compileTemplate(response.result as Json, ANSWERED, 'result'),
    refusal: response.refusal === null ? null : compileFeel(response.refusal, ANSWERED, 'refusal'),
    mocks: mocks.map((mock, index) => compiledMock(mock, `mocks/${index}`)),
  };
}

export function templatesOf(values: Readonly<Record<string, unknown>>, at: string): Templates {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, compileTemplate(value as Json, ASKED, `${at}/${name}`)]),
  );
}

export function compiledMock({ when, status, body }: Mock, at: string): CompiledMock {
  return {
    when: when === null ? null : compileFeel(when, ASKED, `${at}/when`),
    status,
    body: compileTemplate(body as Json, ASKED, `${at}/body`),
  };
}
