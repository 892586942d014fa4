/** Begins, waits for its time, ends. */
export const ONE_TIMER = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="file"
  targetNamespace="urn:switchboard:bench"><process id="timed" isExecutable="true">
  <startEvent id="begin"/>
  <intermediateCatchEvent id="wait"><timerEventDefinition><timeDuration>PT1S</timeDuration></timerEventDefinition>
  </intermediateCatchEvent>
  <endEvent id="end"/>
  <sequenceFlow id="f1" sourceRef="begin" targetRef="wait"/><sequenceFlow id="f2" sourceRef="wait" targetRef="end"/>
</process></definitions>`;
