interface Node<T> {
  item: T;
  left: Node<T> | undefined;
  right: Node<T> | undefined;
  size: number;
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
    let node = this.#root;
    while (node?.left) node = node.left;
    return node?.item;
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
    if (!node) return { item, left: undefined, right: undefined, size: 1, least: this.measure(item) };
    const order = this.order(item, node.item);
    if (order === 0) throw new Error('an item is in the tree already');
    if (order < 0) node.left = this.#added(node.left, item);
    else node.right = this.#added(node.right, item);
    return this.#balanced(node);
  }

  #without(node: Node<T> | undefined, item: T): Node<T> | undefined {
    if (!node) throw new Error('an item is not in the tree');
    const order = this.order(item, node.item);
    if (order < 0) node.left = this.#without(node.left, item);
    else if (order > 0) node.right = this.#without(node.right, item);
    else if (!node.left || !node.right) return node.left ?? node.right;
    else {
      node.item = first(node.right);
      node.right = this.#without(node.right, node.item);
    }
    return this.#balanced(node);
  }

  #balanced(node: Node<T>): Node<T> {
    const left = sizeOf(node.left);
    const right = sizeOf(node.right);
    if (left + right > 1 && right > DELTA * left) return this.#leftUp(node);
    if (left + right > 1 && left > DELTA * right) return this.#rightUp(node);
    return this.#measured(node);
  }

  #leftUp(node: Node<T>): Node<T> {
    const right = node.right!;
    if (sizeOf(right.left) >= RATIO * sizeOf(right.right)) node.right = this.#rotatedRight(right);
    return this.#rotatedLeft(node);
  }

  #rightUp(node: Node<T>): Node<T> {
    const left = node.left!;
    if (sizeOf(left.right) >= RATIO * sizeOf(left.left)) node.left = this.#rotatedLeft(left);
    return this.#rotatedRight(node);
  }

  #rotatedLeft(node: Node<T>): Node<T> {
    const up = node.right!;
    node.right = up.left;
    up.left = this.#measured(node);
    return this.#measured(up);
  }

  #rotatedRight(node: Node<T>): Node<T> {
    const up = node.left!;
    node.left = up.right;
    up.right = this.#measured(node);
    return this.#measured(up);
  }

  #measured(node: Node<T>): Node<T> {
    node.size = sizeOf(node.left) + sizeOf(node.right) + 1;
    node.least = Math.min(this.measure(node.item), node.left?.least ?? Infinity, node.right?.least ?? Infinity);
    return node;
  }
}

function sizeOf<T>(node: Node<T> | undefined): number {
  return node?.size ?? 0;
}

function first<T>(node: Node<T>): T {
  let leftmost = node;
  while (leftmost.left) leftmost = leftmost.left;
  return leftmost.item;
}

function found<T>(node: Node<T> | undefined, accepts: (item: T) => boolean, most: number): T | undefined {
  if (!node || node.least > most) return undefined;
  const before = found(node.left, accepts, most);
  if (before !== undefined) return before;
  return accepts(node.item) ? node.item : found(node.right, accepts, most);
}
