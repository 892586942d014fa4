import { expect } from '@jest/globals';
import type { FlowNode } from '../../process-engine/model.js';
import type { Problem } from '../../process-engine/problem.js';
import { read } from '../../process-engine/reader/definitions.js';
import { readProcesses } from '../../process-engine/reader/processes.js';
import { bpmn, bpmnProcess } from './bpmn-text.js';

/** A message, a signal, an error with a code and one without. */
export const roots =
  '<message id="m" name="paid"/><signal id="sig" name="stop"/><error id="err" name="no stock" errorCode="E1"/><error id="bare"/>';

interface ReadFile {
  /** Of the first process. */
  readonly nodes: Readonly<Record<string, FlowNode>>;
  /** Of all. */
  readonly problems: readonly Problem[];
}

export async function readFile(xml: string): Promise<ReadFile> {
  const processes = readProcesses((await read(xml)).definitions, {});
  return { nodes: processes[0]!.model.nodes, problems: processes.flatMap(({ problems }) => problems) };
}

/** Of the process of these elements. */
export function readNodes(...elements: string[]): Promise<ReadFile> {
  return readFile(bpmnProcess(...elements));
}

/** Of the process of this element, in a file with the roots. */
export function withRoots(element: string): Promise<ReadFile> {
  return readFile(bpmn(roots, `<process id="p" isExecutable="true">${element}</process>`));
}

/** The node `x` of these elements, which must be read without a problem. */
export async function nodeOf(...elements: string[]): Promise<FlowNode> {
  const { nodes, problems } = await readNodes(...elements);
  expect(problems).toEqual([]);
  return nodes['x']!;
}

/** What keeps the process of these elements from being deployed. */
export async function refusal(...elements: string[]): Promise<readonly Problem[]> {
  return (await readNodes(...elements)).problems.filter(({ severity }) => severity === 'error');
}

/** The element `x` with these extension elements. */
export function extended(tag: string, extensions: string): string {
  return `<${tag} id="x"><extensionElements>${extensions}</extensionElements></${tag}>`;
}
