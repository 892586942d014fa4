import { parseExpression } from 'feelin';
import type { Expression } from '../model/expression.js';
import { compileExpression } from './compile.js';

type Node = ReturnType<typeof parseExpression>['topNode'];
type Literal = string | boolean | null;

/** What a variable must be for an expression to hold: one of these, by equality. */
export interface Among {
  readonly name: string;
  readonly values: ReadonlySet<Literal>;
}

/** A part of an expression that holds only if all of its parts do. */
export interface Conjunct {
  readonly expression: Expression;
  /** Null: it cannot be told from how it is written. */
  readonly among: Among | null;
}

/**
 * What is joined by the outermost `and`; the whole where there is none.
 * @throws ExpressionFault
 */
export function conjunctsOf(text: string): Conjunct[] {
  compileExpression(text);
  const root = parseExpression(text, {}, undefined).topNode.firstChild!;
  const textOf = ({ from, to }: Node) => text.slice(from, to);
  return partsOf(root).map((part) => ({
    expression: compileExpression(textOf(part)),
    among: amongIn(part, textOf),
  }));
}

function partsOf(node: Node): Node[] {
  const inner = unwrapped(node);
  return inner.name === 'Conjunction' ? operandsOf(inner).flatMap(partsOf) : [inner];
}

/** A name compared with literals, or several such comparisons of one name joined by `or`. */
function amongIn(node: Node, textOf: (node: Node) => string): Among | null {
  const inner = unwrapped(node);
  if (inner.name === 'Comparison') return compared(inner, textOf);
  if (inner.name !== 'Disjunction') return null;
  const [first, ...rest] = operandsOf(inner).map((operand) => amongIn(operand, textOf));
  if (!first || rest.some((other) => other?.name !== first.name)) return null;
  return { name: first.name, values: new Set([first, ...rest].flatMap((other) => [...other!.values])) };
}

function compared(comparison: Node, textOf: (node: Node) => string): Among | null {
  const [left, operator, ...right] = childrenOf(comparison);
  if (operator!.name === 'CompareOp' && textOf(operator!) === '=') {
    const [name, literal] = left!.name === 'VariableName' ? [left!, right[0]!] : [right[0]!, left!];
    return name.name === 'VariableName' ? among(name, [literal], textOf) : null;
  }
  if (operator!.name !== 'in' || left!.name !== 'VariableName') return null;
  return among(left!, right.filter(({ name }) => name !== '(' && name !== ')').flatMap(alternatives), textOf);
}

/** The values in `in ("a", "b")` and `in ["a", "b"]`. */
function alternatives(node: Node): Node[] {
  if (node.name === 'PositiveUnaryTests' || node.name === 'PositiveUnaryTest')
    return childrenOf(node).flatMap(alternatives);
  const inner = unwrapped(node);
  if (inner.name === 'List') return childrenOf(inner).filter(({ name }) => name !== '[' && name !== ']');
  return [inner];
}

function among(name: Node, literals: readonly Node[], textOf: (node: Node) => string): Among | null {
  const values = literals.map((literal) => literalOf(literal, textOf));
  if (values.some((value) => value === undefined)) return null;
  return { name: textOf(name), values: new Set(values as Literal[]) };
}

function literalOf(node: Node, textOf: (node: Node) => string): Literal | undefined {
  const text = textOf(node);
  if (node.name === 'null') return null;
  if (node.name === 'BooleanLiteral') return text === 'true';
  // What is escaped in a text is FEEL's to say.
  if (node.name === 'StringLiteral' && !text.includes('\\')) return text.slice(1, -1);
  return undefined;
}

function unwrapped(node: Node): Node {
  return node.name === 'ParenthesizedExpression' ? unwrapped(childrenOf(node)[1]!) : node;
}

function operandsOf(node: Node): Node[] {
  return childrenOf(node).filter(({ name }) => name !== 'and' && name !== 'or');
}

function childrenOf(node: Node): Node[] {
  const all: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) all.push(child);
  return all;
}
