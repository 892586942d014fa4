import { TemplateFault } from '#libs/integration/template';
import type { Moment } from '#libs/process-engine/expression/moment';
import type { Json } from '#libs/process-engine/model/expression';
import type { CompiledOperation } from '../document/compiled-operation.js';
import type { Exchange } from './exchange.js';
import { InterfaceFault } from './interface-fault.js';
import type { Input } from './prepared-request.js';

/** What callers get of an answer: a result, or the code of a refusal. */
export type Understood =
  { readonly outcome: 'answered'; readonly result: Json } | { readonly outcome: 'refused'; readonly code: string };

const MOST_OF_CODE = 100;
/** It says nothing of what was asked: it may be asked again (RFC 9110 §15.5.9, RFC 6585 §4). */
const LATER = new Set([408, 429]);

/** @throws InterfaceFault: the other side failed, or its answer is not what the operation says */
export function understood(
  target: string,
  compiled: CompiledOperation,
  input: Input,
  { status, headers, body }: Exchange,
  moment: Moment,
): Understood {
  if (status >= 500 || status < 200 || (status >= 300 && status < 400) || LATER.has(status))
    throw new InterfaceFault(target, `http-${status}`, `${target} answered ${status}`);
  const variables = { input, status, headers, body };
  try {
    const refusal = compiled.refusal?.(variables, moment) ?? null;
    if (refusal !== null && refusal !== false) return { outcome: 'refused', code: codeOf(refusal) };
    if (status >= 400) return { outcome: 'refused', code: `http-${status}` };
    requireShape(target, compiled, body);
    return { outcome: 'answered', result: compiled.result(variables, moment) };
  } catch (error) {
    if (error instanceof TemplateFault) throw new InterfaceFault(target, 'interface-answer-unmapped', error.message);
    throw error;
  }
}

function requireShape(target: string, { judgeAnswer }: CompiledOperation, body: Json): void {
  const offences = judgeAnswer?.(body) ?? [];
  if (offences.length === 0) return;
  const places = offences.map(({ at, message }) => `${at || 'the whole'} ${message}`).join('; ');
  throw new InterfaceFault(target, 'interface-answer-invalid', `the answer does not fit its schema: ${places}`);
}

/** Codes go into events and conditions: nothing but a word. */
function codeOf(refusal: Json): string {
  const text = typeof refusal === 'object' ? '' : String(refusal);
  const code = text.replaceAll(/[^A-Za-z0-9._-]+/g, '-').slice(0, MOST_OF_CODE);
  return code === '' || refusal === true ? 'refused' : code;
}
