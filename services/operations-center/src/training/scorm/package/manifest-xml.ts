import { Parser } from 'saxen';
import { broken, ManifestInvalid } from './archive.errors.js';

/** An element, whatever prefixes and capitals its names are written with. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const MOST_ELEMENTS = 50_000;
const MOST_DEEP = 60;

/** @throws ManifestInvalid `not-xml`, `too-many-elements` */
export function elementOf(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open: Element[] = [root];
  let count = 0;
  const parser = new Parser();
  parser.on('openTag', (name, attributesOf) => {
    count += 1;
    if (count > MOST_ELEMENTS || open.length > MOST_DEEP) throw broken('too-many-elements');
    const named = Object.entries(attributesOf()).map(
      ([key, value]) => [isNamespace(key) ? key : local(key), value] as const,
    );
    const attributes: Readonly<Record<string, string>> = Object.fromEntries<string>(named);
    const element: Element = { name: local(name), attributes, children: [], text: '' };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('text', (value, decoded) => {
    open.at(-1)!.text += decoded(value);
  });
  parser.on('cdata', (value) => {
    open.at(-1)!.text += value;
  });
  parser.on('closeTag', () => {
    open.pop();
  });
  try {
    parser.parse(xml.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw error instanceof ManifestInvalid ? error : broken('not-xml');
  }
  if (root.children.length === 0) throw broken('not-xml');
  return root.children[0]!;
}

export function childrenOf(element: Element | undefined, name: string): Element[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

export function childOf(element: Element | undefined, ...way: string[]): Element | undefined {
  return way.reduce<Element | undefined>((at, name) => at?.children.find((child) => child.name === name), element);
}

export function textIn(element: Element | undefined, name: string): string {
  return childOf(element, name)?.text.trim() ?? '';
}

function isNamespace(name: string): boolean {
  return name === 'xmlns' || name.startsWith('xmlns:');
}

function local(name: string): string {
  return name.split(':').at(-1)!.toLowerCase();
}
