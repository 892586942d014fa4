import type { parseExpression } from 'feelin';

type Node = ReturnType<typeof parseExpression>['topNode'];

/** What an expression takes from outside. */
export interface FreeNames {
  readonly variables: ReadonlySet<string>;
  /**
   * Those of `variables` which are only named in filters: in `orders[status = "open"]`, `status` is that of the order, and
   * only where it has none, the variable.
   */
  readonly perhaps: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
  /** Handed to a function that calls them: `min` in `sort(list, min)`. */
  readonly callbacks: ReadonlySet<string>;
}

/** Functions that take functions. */
const higherOrder = new Set(['sort', 'list replace']);

/** In the tree of a FEEL parser, without errors. */
export function freeNames(top: Node, nameOf: (node: Node) => string): FreeNames {
  const certain = new Set<string>();
  const filtered = new Set<string>();
  const functions = new Set<string>();
  const callbacks = new Set<string>();

  function walk(node: Node, bound: ReadonlySet<string>, inFilter: boolean): void {
    switch (node.name) {
      case 'VariableName': {
        const name = nameOf(node);
        if (!bound.has(name)) (inFilter ? filtered : certain).add(name);
        return;
      }
      case 'Type':
        return;
      case 'FunctionInvocation':
        return walkInvocation(node, bound, inFilter);
      case 'FilterExpression':
        return walkFilter(node, bound, inFilter);
      case 'ForExpression':
        return walkBinding(node, new Set([...bound, 'partial']), inFilter);
      case 'QuantifiedExpression':
      case 'FunctionDefinition':
      case 'Context':
        return walkBinding(node, bound, inFilter);
      default:
        for (const child of children(node)) walk(child, bound, inFilter);
    }
  }

  function walkInvocation(node: Node, bound: ReadonlySet<string>, inFilter: boolean): void {
    const [target, ...rest] = children(node);
    const root = rootOf(target!);
    // A variable holds no function, nor does anything in it.
    if (root.name === 'VariableName' && !bound.has(nameOf(root))) functions.add(nameOf(target!));
    else walk(target!, bound, inFilter);
    const callable = higherOrder.has(nameOf(root));
    for (const child of rest) {
      for (const given of callable ? argumentsIn(child) : [child]) {
        if (callable && given.name === 'VariableName' && !bound.has(nameOf(given))) callbacks.add(nameOf(given));
        else walk(given, bound, inFilter);
      }
    }
  }

  function walkFilter(node: Node, bound: ReadonlySet<string>, inFilter: boolean): void {
    const [list, ...filter] = children(node);
    walk(list!, bound, inFilter);
    for (const child of filter) walk(child, new Set([...bound, 'item']), true);
  }

  /** Each part sees the names of the parts before it. */
  function walkBinding(node: Node, outer: ReadonlySet<string>, inFilter: boolean): void {
    const bound = new Set(outer);
    for (const part of children(node).flatMap((child) => (isList(child) ? children(child) : [child]))) {
      const [name, ...rest] = children(part);
      if (!name || !binds(part)) walk(part, bound, inFilter);
      else {
        for (const child of rest) walk(child, bound, inFilter);
        bound.add(nameOf(name).replace(/^"|"$/g, ''));
      }
    }
  }

  walk(top, new Set(), false);
  const perhaps = new Set([...filtered].filter((name) => !certain.has(name)));
  return { variables: new Set([...certain, ...filtered]), perhaps, functions, callbacks };
}

/** Positional, or named. */
function argumentsIn(parameters: Node): Node[] {
  return children(parameters).map((each) => (each.name === 'NamedParameter' ? each.lastChild! : each));
}

function rootOf(node: Node): Node {
  return node.name === 'PathExpression' ? rootOf(node.firstChild!) : node;
}

function isList(node: Node): boolean {
  return node.name === 'InExpressions' || node.name === 'FormalParameters';
}

function binds(node: Node): boolean {
  return node.name === 'InExpression' || node.name === 'FormalParameter' || node.name === 'ContextEntry';
}

function children(node: Node): Node[] {
  const all: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) all.push(child);
  return all;
}
