interface Node<T> {
  item: T;
  left: Node<T> | undefined;
  right: Node<T> | undefined;
  size: number;
  /** The item's own. */
  measure: number;
  /** The least measure of the subtree. */
  least: number;
}

/** Weights of neighbours differ at most so many times; the pair is proven right by Hirai and Yamamoto, "Balancing weight-balanced trees" (2011). */
const DELTA = 3;
const RATIO = 2;

/** Items in order, each once: a weight-balanced tree. Adding, deleting and ranking take time logarithmic in the size. */
export class OrderedTree<T> {
  #root: Node<T> | undefined;

  /** `order` and `measure` of an item may change only while it is not in the tree. */
  constructor(
    private readonly order: (a: T, b: T) => number,
    private readonly measure: (item: T) => number = () => 0,
  ) {}

  get size(): number {
    return sizeOf(this.#root);
  }

  add(item: T): void {
    this.#root = this.#added(this.#root, item);
  }

  delete(item: T): void {
    this.#root = this.#without(this.#root, item);
  }

  first(): T | undefined {
    return this.#root && leftmost(this.#root).item;
  }

  /** How many items come before this one. */
  rank(item: T): number {
    let before = 0;
    for (let node = this.#root; node;) {
      const order = this.order(item, node.item);
      if (order <= 0) node = node.left;
      else {
        before += sizeOf(node.left) + 1;
        node = node.right;
      }
    }
    return before;
  }

  /** The first item that is accepted, of those whose measure is at most `most`; whole subtrees above it are not looked at. */
  find(accepts: (item: T) => boolean, most = Infinity): T | undefined {
    return found(this.#root, accepts, most);
  }

  #added(node: Node<T> | undefined, item: T): Node<T> {
    if (!node) return this.#leaf(item);
    const order = this.order(item, node.item);
    if (order === 0) throw new Error('an item is in the tree already');
    if (order < 0) node.left = this.#added(node.left, item);
    else node.right = this.#added(node.right, item);
    return balanced(node);
  }

  #without(node: Node<T> | undefined, item: T): Node<T> | undefined {
    if (!node) throw new Error('an item is not in the tree');
    const order = this.order(item, node.item);
    if (order < 0) node.left = this.#without(node.left, item);
    else if (order > 0) node.right = this.#without(node.right, item);
    else if (!node.left || !node.right) return node.left ?? node.right;
    else {
      const next = leftmost(node.right);
      node.item = next.item;
      node.measure = next.measure;
      node.right = this.#without(node.right, next.item);
    }
    return balanced(node);
  }

  #leaf(item: T): Node<T> {
    const measure = this.measure(item);
    return { item, left: undefined, right: undefined, size: 1, measure, least: measure };
  }
}

function balanced<T>(node: Node<T>): Node<T> {
  const left = weightOf(node.left);
  const right = weightOf(node.right);
  if (right > DELTA * left) return leftUp(node);
  if (left > DELTA * right) return rightUp(node);
  return summed(node);
}

function leftUp<T>(node: Node<T>): Node<T> {
  const right = node.right!;
  if (weightOf(right.left) >= RATIO * weightOf(right.right)) node.right = rotatedRight(right);
  return rotatedLeft(node);
}

function rightUp<T>(node: Node<T>): Node<T> {
  const left = node.left!;
  if (weightOf(left.right) >= RATIO * weightOf(left.left)) node.left = rotatedLeft(left);
  return rotatedRight(node);
}

function rotatedLeft<T>(node: Node<T>): Node<T> {
  const up = node.right!;
  node.right = up.left;
  up.left = summed(node);
  return summed(up);
}

function rotatedRight<T>(node: Node<T>): Node<T> {
  const up = node.left!;
  node.left = up.right;
  up.right = summed(node);
  return summed(up);
}

function summed<T>(node: Node<T>): Node<T> {
  node.size = sizeOf(node.left) + sizeOf(node.right) + 1;
  let least = node.measure;
  if (node.left && node.left.least < least) least = node.left.least;
  if (node.right && node.right.least < least) least = node.right.least;
  node.least = least;
  return node;
}

function sizeOf<T>(node: Node<T> | undefined): number {
  return node?.size ?? 0;
}

function weightOf<T>(node: Node<T> | undefined): number {
  return sizeOf(node) + 1;
}

function leftmost<T>(node: Node<T>): Node<T> {
  let left = node;
  while (left.left) left = left.left;
  return left;
}

function found<T>(node: Node<T> | undefined, accepts: (item: T) => boolean, most: number): T | undefined {
  if (!node || node.least > most) return undefined;
  const before = found(node.left, accepts, most);
  if (before !== undefined) return before;
  return accepts(node.item) ? node.item : found(node.right, accepts, most);
}
