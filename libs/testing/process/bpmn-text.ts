/** A BPMN file with these root elements, for tests. BPMN has no prefix in it, our extensions have `sb`. */
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

/** Connections `a->b`, with a condition `a->b: amount > 5`; their ids are `a_b`. */
export function flows(...written: string[]): string {
  return written.map(flow).join('\n');
}

function flow(written: string): string {
  const [, source, target, condition] = /^(\w+)->(\w+)(?::(.*))?$/s.exec(written)!;
  const body = condition ? `<conditionExpression>${escaped(condition.trim())}</conditionExpression>` : '';
  return `<sequenceFlow id="${source}_${target}" sourceRef="${source}" targetRef="${target}">${body}</sequenceFlow>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}
