/** A BPMN file with these root elements, for tests. Prefixes: none for BPMN, `sb` for our extensions. */
export function bpmn(...roots: string[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
    '  xmlns:sb="urn:switchboard:bpmn:1" id="definitions" targetNamespace="urn:switchboard:test">',
    ...roots,
    '</definitions>',
  ].join('\n');
}

/** A file with the executable process `p` of these elements. */
export function bpmnProcess(...elements: string[]): string {
  return bpmn(`<process id="p" isExecutable="true">${elements.join('\n')}</process>`);
}

/** Connections `a->b`, each with the id it is written as; with a condition: `a->b: amount > 5`. */
export function flows(...written: string[]): string {
  return written
    .map((each) => {
      const [, id, source, target, condition] = /^((\w+)->(\w+))(?::(.*))?$/s.exec(each)!;
      const name = id!.replace('->', '_');
      const body = condition && `<conditionExpression>${escaped(condition.trim())}</conditionExpression>`;
      return `<sequenceFlow id="${name}" sourceRef="${source}" targetRef="${target}">${body ?? ''}</sequenceFlow>`;
    })
    .join('\n');
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
