import { evaluate, isFunction, parseExpression, parseUnaryTests } from 'feelin';
import type { UnaryTests } from '../model/decision.js';
import type { Expression } from '../model/expression.js';
import { freeNames } from './free-names.js';
import type { FreeNames } from './free-names.js';

type Tree = ReturnType<typeof parseExpression>;
type Node = Tree['topNode'];

/** The message says to operators what is wrong. */
export class ExpressionFault extends Error {}

/** Made from the context, so that the clock of the machine is never read; a variable cannot take their place. */
const clockFunctions = new Set(['now', 'today']);

/**
 * @param known names of variables: needed for those with spaces or signs in them
 * @throws ExpressionFault
 */
export function compileExpression(text: string, known: readonly string[] = []): Expression {
  const tree = parseExpression(text, contextOf(known), undefined);
  return { text, names: [...namesIn(tree.topNode, text, known).variables] };
}

/** @throws ExpressionFault */
export function namesOf(text: string, known: readonly string[] = []): FreeNames {
  return namesIn(parseExpression(text, contextOf(known), undefined).topNode, text, known);
}

/**
 * @param known as for an expression
 * @throws ExpressionFault
 */
export function compileUnaryTests(text: string, known: readonly string[] = []): UnaryTests {
  const top = parseUnaryTests(text, contextOf(known), undefined).topNode;
  refuseErrors(top, text);
  const tests = top.getChild('PositiveUnaryTests')?.getChildren('PositiveUnaryTest') ?? [];
  return { text, negated: top.getChild('not') !== null, tests: tests.map((test) => compileTest(test, text, known)) };
}

function compileTest(test: Node, text: string, known: readonly string[]): Expression {
  const written = text.slice(test.from, test.to);
  // Elsewhere a test that is true has been passed; but a cell `true` asks whether the input is.
  const asked = test.getChild('BooleanLiteral') ? `? = ${written}` : written;
  const { names } = compileExpression(asked, known);
  return { text: asked, names: [...names, '?'] };
}

function namesIn(top: Node, text: string, known: readonly string[]): FreeNames {
  refuseErrors(top, text);
  const names = freeNames(top, ({ from, to }) => nameOf(text.slice(from, to), known));
  const unknown = [...names.functions].filter((name) => !isBuiltin(name));
  if (unknown.length > 0) throw new ExpressionFault(`there is no function "${unknown.join('", "')}" in: ${text}`);
  const callbacks = [...names.callbacks].filter((name) => known.includes(name) || !isBuiltin(name));
  const variables = [...names.variables, ...callbacks].filter((name) => !clockFunctions.has(name));
  const both = variables.find((name) => names.functions.has(name));
  if (both !== undefined) throw new ExpressionFault(`"${both}" is both a function and a variable in: ${text}`);
  return { ...names, variables: new Set(variables) };
}

function nameOf(written: string, known: readonly string[]): string {
  const squashed = squash(written);
  return known.find((name) => squash(name) === squashed) ?? written;
}

function squash(name: string): string {
  return name.replace(/\s+/g, '');
}

function refuseErrors(top: Node, text: string): void {
  let at: number | undefined;
  top.cursor().iterate((node) => {
    if (node.type.isError) at ??= node.from;
  });
  if (at === undefined) return;
  if (text.trim() === '') throw new ExpressionFault('it is empty');
  const rest = text.slice(at).trim();
  throw new ExpressionFault(
    rest === '' ? `something is missing at the end of: ${text}` : `"${rest}" is not understood in: ${text}`,
  );
}

function isBuiltin(name: string): boolean {
  const { value } = evaluate(`[${name}][1]`);
  return typeof value === 'function' || isFunction(value);
}

function contextOf(names: readonly string[]): Record<string, null> {
  return Object.fromEntries(names.map((name) => [name, null]));
}
