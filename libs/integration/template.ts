import { compileExpression, ExpressionFault } from '#libs/process-engine/expression/compile';
import { evaluate, type Variables } from '#libs/process-engine/expression/evaluate';
import type { Moment } from '#libs/process-engine/expression/moment';
import type { Json } from '#libs/process-engine/model/expression';

/** The message says to whoever wrote the template what is wrong with it, and where; never with which values. */
export class TemplateFault extends Error {}

/** Gives the JSON that a template stands for. @throws TemplateFault when FEEL cannot say it */
export type Template = (variables: Variables, moment: Moment) => Json;

/**
 * JSON in which a text that begins with `=` is a FEEL expression, and one that begins with `\=` is itself without the backslash;
 * everything else stands for itself.
 * @param known the names its expressions may use
 * @throws TemplateFault naming the place as a JSON pointer
 */
export function compileTemplate(json: Json, known: readonly string[], at = ''): Template {
  if (typeof json === 'string') return textTemplate(json, known, at);
  if (typeof json !== 'object' || json === null) return () => json;
  if (Array.isArray(json)) {
    const items = (json as readonly Json[]).map((item, index) => compileTemplate(item, known, `${at}/${index}`));
    return (variables, moment) => items.map((item) => item(variables, moment));
  }
  const entries = Object.entries(json).map(
    ([key, value]) => [key, compileTemplate(value, known, `${at}/${key}`)] as const,
  );
  return (variables, moment) => Object.fromEntries(entries.map(([key, value]) => [key, value(variables, moment)]));
}

/** One FEEL expression. @throws TemplateFault */
export function compileFeel(text: string, known: readonly string[], at: string): Template {
  const expression = compiled(text, known, at);
  const unknown = expression.names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new TemplateFault(`${at || 'it'}: nothing here is called ${unknown.join(', ')}.`);
  return (variables, moment) => {
    const evaluation = evaluate(expression, variables, moment);
    if (evaluation.outcome === 'error') throw new TemplateFault(`${at || 'it'}: the expression gives no value.`);
    return evaluation.outcome === 'value' ? evaluation.value : null;
  };
}

function textTemplate(text: string, known: readonly string[], at: string): Template {
  if (text.startsWith('=')) return compileFeel(text.slice(1), known, at);
  const itself = text.startsWith('\\=') ? text.slice(1) : text;
  return () => itself;
}

function compiled(text: string, known: readonly string[], at: string) {
  try {
    return compileExpression(text, known);
  } catch (error) {
    if (error instanceof ExpressionFault) throw new TemplateFault(`${at || 'it'}: ${error.message}`);
    throw error;
  }
}
