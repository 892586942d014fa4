import { bpmn } from '#libs/testing/process/bpmn-text';

/**
 * A person of the back office looks at an order, for a day at most; its owner, or an hour's supervision, agrees; three people
 * named by a variable are asked at once, and two of them are enough.
 */
export const ORDER_WORK = bpmn(`<process id="order-work" name="Order" isExecutable="true" sb:sla="whole-order">
  <extensionElements>
    <sb:startVariable name="order" required="true"/><sb:startVariable name="ticketOwner"/>
    <sb:startVariable name="boss"/><sb:startVariable name="asked" type="list"/>
  </extensionElements>
  <startEvent id="start"/>
  <userTask id="look" name="Look at the order" sb:form="look" sb:sop="looking" sb:sla="quick" sb:assignment="back-office">
    <extensionElements><sb:input target="number" value="order"/></extensionElements>
  </userTask>
  <boundaryEvent id="late" attachedToRef="look"><timerEventDefinition>
    <timeDuration xsi:type="tFormalExpression">P1D</timeDuration></timerEventDefinition></boundaryEvent>
  <exclusiveGateway id="right" default="wrong"/>
  <userTask id="agree" name="Agree" sb:assignment="ticket-owner"/>
  <userTask id="sign" name="Sign"><performer><resourceAssignmentExpression>
    <formalExpression>boss</formalExpression></resourceAssignmentExpression></performer></userTask>
  <userTask id="vote" name="Vote">
    <potentialOwner><resourceAssignmentExpression>
      <formalExpression>voter</formalExpression></resourceAssignmentExpression></potentialOwner>
    <multiInstanceLoopCharacteristics sb:collection="asked" sb:element="voter">
      <completionCondition>numberOfCompletedInstances &gt;= 2</completionCondition>
    </multiInstanceLoopCharacteristics>
  </userTask>
  <endEvent id="done"/><endEvent id="refused"/><endEvent id="overdue"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="look"/>
  <sequenceFlow id="f2" sourceRef="look" targetRef="right"/>
  <sequenceFlow id="f3" sourceRef="right" targetRef="agree"><conditionExpression>approved</conditionExpression></sequenceFlow>
  <sequenceFlow id="wrong" sourceRef="right" targetRef="refused"/>
  <sequenceFlow id="f4" sourceRef="agree" targetRef="sign"/>
  <sequenceFlow id="f5" sourceRef="sign" targetRef="vote"/>
  <sequenceFlow id="f6" sourceRef="vote" targetRef="done"/>
  <sequenceFlow id="f7" sourceRef="late" targetRef="overdue"/>
</process>`);

/** What is asked of whoever looks at an order. */
export const LOOK_FORM = {
  jsonSchema: {
    type: 'object',
    title: 'Look',
    properties: { approved: { type: 'boolean' }, remark: { type: 'string', maxLength: 200 } },
    additionalProperties: false,
    required: ['approved'],
  },
};
