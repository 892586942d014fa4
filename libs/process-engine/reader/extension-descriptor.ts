const text = { isAttr: true, type: 'String' };
const attribute = (name: string) => ({ name, ...text });

/** An element within extensionElements. */
const element = (name: string, ...attributes: string[]) => ({
  name,
  superClass: ['Element'],
  properties: attributes.map(attribute),
});

/** Attributes of BPMN's own elements. */
const extending = (name: string, elements: string[], ...attributes: string[]) => ({
  name,
  extends: elements.map((each) => `bpmn:${each}`),
  properties: attributes.map(attribute),
});

const retry = element('Retry', 'attempts', 'backoff', 'factor', 'maximum');
const call = element('Call', 'connector', 'effect', 'timeout', 'callback', 'fallback', 'independent');

/** The extensions of BPMN, as moddle reads and writes them. Explained in docs/process-extensions.md. */
export const extensionDescriptor = {
  name: 'Switchboard',
  prefix: 'sb',
  uri: 'urn:switchboard:bpmn:1',
  xml: { tagAlias: 'lowerCase' },
  types: [
    element('StartVariable', 'name', 'type', 'required'),
    element('Input', 'target', 'value'),
    element('Output', 'target', 'value'),
    { ...call, properties: [...call.properties, { name: 'retry', type: 'Retry' }] },
    retry,
    extending('ExtendedNode', ['FlowNode'], 'status'),
    extending('ExtendedProcess', ['Process'], 'timeZone', 'sla'),
    extending('ExtendedActivity', ['Activity'], 'sla'),
    extending('ExtendedUserTask', ['UserTask', 'GlobalUserTask'], 'form', 'sop', 'assignment'),
    extending('ExtendedScript', ['ScriptTask', 'GlobalScriptTask'], 'resultVariable'),
    extending('ExtendedRule', ['BusinessRuleTask', 'GlobalBusinessRuleTask'], 'decision', 'resultVariable'),
    extending('ExtendedCall', ['CallActivity'], 'version'),
    extending('ExtendedTimer', ['TimerEventDefinition'], 'calendar'),
    extending('ExtendedMessage', ['Message', 'MessageEventDefinition', 'SendTask', 'ReceiveTask'], 'correlationKey'),
    extending(
      'ExtendedMultiInstance',
      ['MultiInstanceLoopCharacteristics'],
      'collection',
      'element',
      'outputCollection',
      'outputElement',
    ),
  ],
};
