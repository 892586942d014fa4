/** Waits for a minute, then cancels an order in a system outside if it is told to. */
export const TIMED_CALL = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:sb="urn:switchboard:bpmn:1" targetNamespace="urn:test">
<process id="timed-call" isExecutable="true">
  <extensionElements><sb:startVariable name="order" type="string" required="true"/>
    <sb:startVariable name="cancelled" type="boolean" required="true"/></extensionElements>
  <startEvent id="start"/>
  <intermediateCatchEvent id="minute"><timerEventDefinition><timeDuration>PT1M</timeDuration></timerEventDefinition>
  </intermediateCatchEvent>
  <serviceTask id="cancel"><extensionElements>
    <sb:call connector="orders"><sb:retry attempts="5"/></sb:call>
    <sb:input target="action" value="&quot;cancel&quot;"/><sb:input target="order" value="order"/>
    <sb:output target="answer" value="result"/>
  </extensionElements></serviceTask>
  <exclusiveGateway id="which" default="kept"/><endEvent id="end"/><endEvent id="nothing"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="minute"/>
  <sequenceFlow id="f2" sourceRef="minute" targetRef="which"/>
  <sequenceFlow id="f4" sourceRef="which" targetRef="cancel"><conditionExpression>cancelled</conditionExpression></sequenceFlow>
  <sequenceFlow id="kept" sourceRef="which" targetRef="nothing"/>
  <sequenceFlow id="f3" sourceRef="cancel" targetRef="end"/>
</process></definitions>`;
