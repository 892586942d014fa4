/** A start, and a task completed twice. */
export const COMMANDS_PER_INSTANCE = 3;

/** The tasks people do, in their order. */
export const TASKS = ['check', 'settle'] as const;

export const VARIABLES = { customer: 'c-4711', amount: 250, country: 'SE', vip: false };

/** Ten nodes on the way it takes: two tasks, one with a timer that is set and taken back, and a condition in FEEL. */
export const TEN_NODES = file(
  '<startEvent id="begin"/>',
  script('rate', 'risk', 'if amount > 1000 then 2 else 1'),
  '<exclusiveGateway id="risky" default="risky_pass"/>',
  script('review', 'limit', 'amount / 2'),
  script('pass', 'limit', 'amount'),
  '<exclusiveGateway id="merge"/>',
  '<userTask id="check" name="Check it"/>',
  '<boundaryEvent id="late" attachedToRef="check" cancelActivity="false">' +
    '<timerEventDefinition><timeDuration>PT4H</timeDuration></timerEventDefinition></boundaryEvent>',
  '<endEvent id="told"/>',
  script('note', 'noted', 'customer + " of " + country'),
  '<userTask id="settle" name="Settle it"/>',
  script('total', 'sum', 'limit * risk'),
  '<endEvent id="end"/>',
  ...chain('begin', 'rate', 'risky'),
  '<sequenceFlow id="risky_review" sourceRef="risky" targetRef="review">' +
    '<conditionExpression>risk &gt; 1 and vip = false</conditionExpression></sequenceFlow>',
  ...chain('risky', 'pass', 'merge', 'check', 'note', 'settle', 'total', 'end'),
  ...chain('review', 'merge'),
  ...chain('late', 'told'),
);

function file(...elements: string[]): string {
  const variables = Object.keys(VARIABLES).map((name) => `<sb:startVariable name="${name}"/>`);
  return [
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:sb="urn:switchboard:bpmn:1"',
    '  id="file" targetNamespace="urn:switchboard:bench"><process id="measured" isExecutable="true">',
    `<extensionElements>${variables.join('')}</extensionElements>`,
    ...elements,
    '</process></definitions>',
  ].join('\n');
}

function script(id: string, result: string, text: string): string {
  const escaped = text.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<scriptTask id="${id}" sb:resultVariable="${result}"><script>${escaped}</script></scriptTask>`;
}

function chain(...ids: string[]): string[] {
  return ids.slice(1).map((target, index) => {
    const source = ids[index]!;
    return `<sequenceFlow id="${source}_${target}" sourceRef="${source}" targetRef="${target}"/>`;
  });
}
