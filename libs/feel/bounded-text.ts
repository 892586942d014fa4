import { parseExpression } from 'feelin';

type Node = ReturnType<typeof parseExpression>['topNode'];

interface Edit {
  readonly at: number;
  readonly text: string;
  /** How much of the text it takes the place of. */
  readonly instead?: number;
}

/** What is called where an expression costs something; nobody else may have these names. */
export const COUNTERS = {
  /** `(value, price)`: the value, weighed. */
  weighed: '__weighed',
  /** `(value, price)`: the list or range, which a loop goes through. */
  walked: '__walked',
  /** `(value)`: the value, weighed with all that is in it. */
  whole: '__whole',
  /** `(list, price)`: a list whose elements a filter looks into. */
  filtered: '__filtered',
  /** `(from, to, price)`: the range. */
  ranged: '__ranged',
} as const;

const RESERVED = /^__(weighed|walked|whole|filtered|ranged)$/;
const LOOPS = new Set(['ForExpression', 'QuantifiedExpression', 'FunctionDefinition', 'FilterExpression']);
const LITERALS = new Set(['NumericLiteral', 'StringLiteral', 'BooleanLiteral', 'null', 'FunctionDefinition']);
/** So long an expression, in which nothing is done repeatedly and nothing is named, costs no more than it says. */
const PLAIN_LENGTH = 500;

/**
 * The expression, counting what it costs: feelin tells nobody what it visits, so what is visited repeatedly or copied goes through
 * {@link COUNTERS}. A plain one stays as it is.
 * @param own names that have to mean what they mean
 * @throws Error when it takes the name of a counter, or of one of `own`, for something else
 */
export function boundedText(text: string, names: readonly string[], own: ReadonlySet<string>): string {
  const scope = Object.fromEntries(names.map((name) => [name, null]));
  const top = parseExpression(text, scope, undefined).topNode;
  refuseTaken(top, text, own);
  if (text.length <= PLAIN_LENGTH && !has(top, ({ name }) => LOOPS.has(name) || name === 'ContextEntry')) return text;
  const edits: Edit[] = [];
  collect(top, text, edits, 1 + names.length / 16);
  return edited(text, edits);
}

function refuseTaken(top: Node, text: string, own: ReadonlySet<string>): void {
  const taken = (name: string) => RESERVED.test(name) || own.has(name);
  const isTaken = (node: Node) => {
    const written = text.slice(node.from, node.to).replace(/\s+/g, ' ');
    if (node.name === 'Identifier') return RESERVED.test(written);
    if (node.name === 'BacktickIdentifier') return RESERVED.test(written.replaceAll('`', ''));
    if (node.name === 'Name') return node.parent?.name !== 'NamedParameter' && isBinding(node) && taken(written);
    // What a key in quotes says with escapes need not be understood: nobody writes a name so.
    return node.name === 'Key' && (taken(written.replaceAll('"', '')) || written.includes('\\'));
  };
  if (has(top, isTaken)) throw new Error('A name in it means something else already.');
}

/** `x` in `function(x)` and in `for x in`; that of a named parameter is the function's. */
function isBinding(name: Node): boolean {
  return name.parent?.name === 'InExpression' || name.parent?.parent?.name === 'FormalParameter';
}

function collect(node: Node, text: string, edits: Edit[], width: number): void {
  const children = childrenOf(node);
  const weigh = (child: Node, counter: string, price?: number) => {
    if (LITERALS.has(child.name)) return;
    edits.push({ at: child.from, text: `${counter}(` });
    edits.push({ at: child.to, text: price === undefined ? ')' : `, ${Math.ceil(price)})` });
  };
  const price = () => width * (sizeOf(node) + 1);
  switch (node.name) {
    case 'IterationContext': {
      const loop = node.parent!.parent!.parent!;
      const each = width * (sizeOf(loop) + 1);
      if (children.length === 1) weigh(children[0]!, COUNTERS.walked, each);
      else collectRange(children, edits, each);
      break;
    }
    case 'FilterExpression':
      weigh(children[0]!, COUNTERS.filtered, price());
      break;
    case 'FunctionBody':
      weigh(children.at(-1)!, COUNTERS.weighed, price());
      break;
    case 'PositionalParameters':
      if (node.parent!.name === 'FunctionInvocation') for (const child of children) weigh(child, COUNTERS.weighed, 1);
      break;
    case 'NamedParameter':
      weigh(children.at(-1)!, COUNTERS.weighed, 1);
      break;
    case 'PathExpression':
      weigh(children[0]!, COUNTERS.weighed, 1);
      break;
    case 'ArithmeticExpression':
      if (mayGrow(node, children, text)) weigh(node, COUNTERS.weighed, 1);
      break;
    case 'Comparison':
      if (isDeep(children))
        for (const side of [children[0]!, children.at(-1)!]) if (isValue(side)) weigh(side, COUNTERS.whole);
      break;
  }
  for (const child of children) collect(child, text, edits, width);
}

/** `a..b`, which is no value by itself. */
function collectRange([from, dots, to]: Node[], edits: Edit[], price: number): void {
  edits.push({ at: from!.from, text: `${COUNTERS.ranged}(` });
  edits.push({ at: dots!.from, text: ', ', instead: dots!.to - dots!.from });
  edits.push({ at: to!.to, text: `, ${Math.ceil(price)})` });
}

/** A sum that may be a text, where it is not part of a longer one; in a filter its type has to be seen. */
function mayGrow(node: Node, children: readonly Node[], text: string): boolean {
  const isSum = children.length === 3 && text.slice(children[1]!.from, children[1]!.to) === '+';
  const parent = node.parent!.name;
  const isPart = parent === 'ArithmeticExpression' || parent === 'FilterExpression';
  return isSum && !isPart && children.every(({ name }) => name !== 'NumericLiteral');
}

/** A comparison that may go through lists: no side says what it is. */
function isDeep(children: readonly Node[]): boolean {
  return (
    !children.some(({ name }) => name === 'between') &&
    !LITERALS.has(children[0]!.name) &&
    !LITERALS.has(children.at(-1)!.name)
  );
}

/** `(1, 2)` behind `in` is none. */
function isValue({ name }: Node): boolean {
  return !['PositiveUnaryTest', 'PositiveUnaryTests', ')'].includes(name);
}

function edited(text: string, edits: readonly Edit[]): string {
  // What closes comes before what opens at the same place; of those that open, the outer one is first, as it was found.
  const ordered = edits
    .map((edit, order) => ({ ...edit, order, opens: edit.text.endsWith('(') }))
    .toSorted(
      (a, b) => a.at - b.at || Number(a.opens) - Number(b.opens) || (a.opens ? a.order - b.order : b.order - a.order),
    );
  let from = 0;
  let made = '';
  for (const { at, text: inserted, instead = 0 } of ordered) {
    made += text.slice(from, at) + inserted;
    from = at + instead;
  }
  return made + text.slice(from);
}

function has(node: Node, wanted: (node: Node) => boolean): boolean {
  return wanted(node) || childrenOf(node).some((child) => has(child, wanted));
}

function sizeOf(node: Node): number {
  return childrenOf(node).reduce((sum, child) => sum + sizeOf(child), 1);
}

function childrenOf(node: Node): Node[] {
  const all: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) all.push(child);
  return all;
}
