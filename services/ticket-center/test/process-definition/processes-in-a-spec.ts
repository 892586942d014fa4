import type { ApiAnswer, ApiClient } from '#libs/testing/api-client';
import type { DraftView } from '../../src/process-definition/process-draft.dto.js';

/** A BPMN file with these processes; attributes and order are unusual, so that a file which was written anew is told. */
export function bpmnOf(...processes: readonly string[]): string {
  return [
    `<?xml version='1.0'  encoding="UTF-8"?><!-- 客服 -->`,
    `<bpmn:definitions   xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"`,
    ` xmlns:sb="urn:switchboard:bpmn:1" targetNamespace="urn:test">`,
    ...processes,
    '</bpmn:definitions>\n',
  ].join('\n');
}

/** People do its tasks, one after the other. */
export function lineOf(id: string, ...tasks: readonly string[]): string {
  return inLine(id, tasks, (attributes) => `<bpmn:userTask ${attributes}/>`);
}

/** Asks a connector one thing after the other, and keeps each answer under its name. */
export function lookupsOf(id: string, connector: string, ...names: readonly string[]): string {
  return inLine(
    id,
    names,
    (attributes, name) => `<bpmn:serviceTask ${attributes}><bpmn:extensionElements>
      <sb:call connector="${connector}" effect="read"/><sb:output target="${name}" value="=result"/>
    </bpmn:extensionElements></bpmn:serviceTask>`,
  );
}

export function callerOf(id: string, called: string): string {
  return inLine(id, ['call'], (attributes) => `<bpmn:callActivity calledElement="${called}" ${attributes}/>`);
}

/** An executable process whose tasks follow each other. */
function inLine(id: string, names: readonly string[], task: (attributes: string, name: string) => string): string {
  const nodes = ['start', ...names, 'end'].map((name) => `${id}_${name}`);
  const flows = nodes.slice(1).map((target, at) => {
    const source = nodes[at]!;
    return `<bpmn:sequenceFlow id="${source}-${target}" sourceRef="${source}" targetRef="${target}"/>`;
  });
  return [
    `<bpmn:process id="${id}" name="${id} process" isExecutable="true">`,
    `<bpmn:startEvent id="${id}_start"/>`,
    ...names.map((name) => task(`id="${id}_${name}" name="${name}"`, name)),
    `<bpmn:endEvent id="${id}_end"/>`,
    ...flows,
    '</bpmn:process>',
  ].join('\n');
}

/** A DMN file with one table. */
export function decisionNamed(id: string): string {
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="file" name="file" namespace="urn:test">
  <decision id="${id}" name="${id}"><decisionTable id="table">
    <input id="i1"><inputExpression id="e1" typeRef="number"><text>amount</text></inputExpression></input>
    <output id="o1" name="level" typeRef="string"/>
    <rule id="r1"><inputEntry id="c1"><text>&gt; 10</text></inputEntry>
      <outputEntry id="c2"><text>"high"</text></outputEntry></rule>
  </decisionTable></decision>
</definitions>`;
}

export function saved(by: ApiClient, bpmn: string, decisions: string[] = []): Promise<ApiAnswer<DraftView>> {
  return by.post<DraftView>('/api/v1/process-drafts', { name: 'Draft', bpmn, decisions });
}

/** A draft of this file, published with this body. */
export async function published(by: ApiClient, bpmn: string, body: object = {}): Promise<ApiAnswer<DraftView>> {
  const { id } = (await saved(by, bpmn)).body;
  return by.post<DraftView>(`/api/v1/process-drafts/${id}/publish`, body);
}
