import * as announcement from './common/announcement-events.js';
import * as assistRequest from './ticket/collaboration/assist-request-events.js';
import * as audit from './common/audit-events.js';
import * as automation from './ticket/automation-events.js';
import * as call from './call/call-events.js';
import * as campaign from './call/campaign-events.js';
import * as collaboration from './ticket/collaboration/collaboration-events.js';
import * as common from './common/customer/common-events.js';
import * as contactCallback from './call/contact-callback-events.js';
import * as contact from './call/contact-events.js';
import * as contactHelp from './call/contact-help-events.js';
import * as conversation from './call/conversation-events.js';
import * as customer from './common/customer/customer-events.js';
import * as diagnosis from './common/customer/diagnosis-events.js';
import * as escalation from './ticket/escalation-events.js';
import type { EventContract } from './event-contract.js';
import * as exam from './operations/exam-events.js';
import * as form from './ticket/form-events.js';
import * as identity from './common/identity/identity-events.js';
import * as knowledge from './common/knowledge-events.js';
import * as inspection from './operations/inspection-events.js';
import * as outsideInterface from './common/integration/interface-events.js';
import * as monitoring from './operations/monitoring-events.js';
import * as operations from './operations/operations-events.js';
import * as people from './common/identity/people-events.js';
import * as plan from './ticket/plan-events.js';
import * as planning from './operations/planning-events.js';
import * as pool from './ticket/pool-events.js';
import * as privacy from './common/privacy-events.js';
import * as processAlert from './ticket/process-alert-events.js';
import * as quota from './common/tenant/quota-events.js';
import * as rostering from './operations/rostering-events.js';
import * as quality from './operations/quality-events.js';
import * as qualityNotice from './operations/quality-notice-events.js';
import * as routingSetup from './call/routing-setup-events.js';
import * as sla from './ticket/sla-events.js';
import * as sopRun from './ticket/sop-run-events.js';
import * as supervision from './ticket/collaboration/supervision-events.js';
import * as task from './ticket/task-events.js';
import * as telephony from './call/telephony-events.js';
import * as ticket from './ticket/ticket-events.js';
import * as ticketRelation from './ticket/ticket-relation-events.js';
import * as training from './operations/training-events.js';
import * as urge from './ticket/collaboration/urge-events.js';
import * as visit from './ticket/visit-events.js';
import * as webhook from './common/integration/webhook-events.js';

/** Every event that leaves a service, by type. */
export const eventContracts: ReadonlyMap<string, EventContract> = new Map(
  [
    announcement,
    assistRequest,
    audit,
    automation,
    call,
    campaign,
    collaboration,
    common,
    contact,
    contactCallback,
    contactHelp,
    conversation,
    customer,
    diagnosis,
    escalation,
    exam,
    form,
    identity,
    knowledge,
    monitoring,
    operations,
    people,
    inspection,
    outsideInterface,
    plan,
    planning,
    pool,
    privacy,
    processAlert,
    quota,
    rostering,
    quality,
    qualityNotice,
    routingSetup,
    sla,
    sopRun,
    supervision,
    task,
    telephony,
    ticket,
    ticketRelation,
    training,
    urge,
    visit,
    webhook,
  ]
    .flatMap((contracts) => Object.values<object>(contracts))
    .filter((contract): contract is EventContract => 'topic' in contract)
    .map((contract) => [contract.type, contract]),
);
