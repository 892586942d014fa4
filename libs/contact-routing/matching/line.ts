import { Heap } from '../index/heap.js';
import { OrderedTree } from '../index/ordered-tree.js';
import type { SkillAtLeast } from '../model/expression.js';
import { byPlace, isBefore, type Contact } from '../state/contact.js';
import type { Need } from '../state/need.js';

/** Contacts that ask the same, in order. */
export interface LikeContacts {
  readonly need: Need;
  readonly contacts: OrderedTree<Contact>;
  readonly ends: readonly End[];
}

/** Where an alternative of a need ends in the tree of skills. */
export class End {
  index = -1;
  least!: Contact;

  constructor(
    readonly node: SkillNode,
    readonly like: LikeContacts,
  ) {}
}

/** All needs that begin with the same skills; the root is asked of everybody. */
export class SkillNode {
  index = -1;
  /** The first contact below. */
  least!: Contact;
  readonly ends = new Set<End>();
  /** What is asked next: by skill, then by level. */
  readonly next = new Map<string, (SkillNode | undefined)[]>();
  readonly order = new Heap<End | SkillNode>(
    (a, b) => isBefore(a.least, b.least),
    (item, index) => {
      item.index = index;
    },
  );

  constructor(
    readonly parent: SkillNode | null,
    readonly atom: SkillAtLeast | null,
  ) {}
}

/**
 * Who waits in one queue on one channel, filed by what they ask: a tree of skills, each node knowing the first contact below it. An
 * agent follows only branches of skills it has, the most promising first. Filing costs the logarithms of the numbers of
 * contacts with the same need and of branches on the way.
 */
export class Line {
  readonly root = new SkillNode(null, null);
  readonly #likes = new Map<string, LikeContacts>();

  /** `rarestFirst` arranges what is asked at once; the earlier a branch excludes most agents, the better. */
  add(contact: Contact, need: Need, rarestFirst: (atoms: readonly SkillAtLeast[]) => readonly SkillAtLeast[]): void {
    const like = this.#likes.get(need.text) ?? this.#begin(need, rarestFirst);
    like.contacts.add(contact);
    this.#firstMayHaveChanged(like);
  }

  delete(contact: Contact, need: Need): void {
    const like = this.#likes.get(need.text)!;
    like.contacts.delete(contact);
    this.#firstMayHaveChanged(like);
    if (like.contacts.size === 0) this.#likes.delete(need.text);
  }

  rank(contact: Contact, need: Need): number {
    return this.#likes.get(need.text)!.contacts.rank(contact);
  }

  #begin(need: Need, rarestFirst: (atoms: readonly SkillAtLeast[]) => readonly SkillAtLeast[]): LikeContacts {
    const contacts = new OrderedTree(byPlace, (contact: Contact) => contact.enteredQueueAt);
    const ends: End[] = [];
    const like = { need, contacts, ends };
    for (const atoms of need.alternatives) ends.push(new End(this.#nodeOf(rarestFirst(atoms)), like));
    this.#likes.set(need.text, like);
    return like;
  }

  #nodeOf(atoms: readonly SkillAtLeast[]): SkillNode {
    let node = this.root;
    for (const atom of atoms) {
      const levels = node.next.get(atom.skill) ?? [];
      node.next.set(atom.skill, levels);
      node = levels[atom.atLeast] ??= new SkillNode(node, atom);
    }
    return node;
  }

  #firstMayHaveChanged({ contacts, ends }: LikeContacts): void {
    const first = contacts.first();
    for (const end of ends) {
      if (first === undefined) end.node.ends.delete(end);
      else end.node.ends.add(end);
      settle(end.node, end, first);
    }
  }
}

/** Tells a node, and those above it, who is the first below one of its branches; branches with nobody fall off. */
function settle(node: SkillNode, branch: End | SkillNode, first: Contact | undefined): void {
  if (branch.index >= 0 && first !== undefined && branch.least === first) return;
  if (first === undefined) {
    node.order.removeAt(branch.index);
    branch.index = -1;
  } else {
    branch.least = first;
    if (branch.index < 0) node.order.push(branch);
    else node.order.moveAt(branch.index);
  }
  if (node.parent) {
    settle(node.parent, node, node.order.peek()?.least);
    if (node.order.size === 0) forget(node.parent, node.atom!);
  }
}

function forget(parent: SkillNode, { skill, atLeast }: SkillAtLeast): void {
  const levels = parent.next.get(skill);
  if (!levels) return;
  levels[atLeast] = undefined;
  if (levels.every((level) => level === undefined)) parent.next.delete(skill);
}
