import * as announcement from './common-center/announcement-events.js';
import * as assistRequest from './ticket-center/collaboration/assist-request-events.js';
import * as audit from './common-center/audit-events.js';
import * as automation from './ticket-center/automation-events.js';
import * as call from './call-center/call-events.js';
import * as campaign from './call-center/campaign-events.js';
import * as collaboration from './ticket-center/collaboration/collaboration-events.js';
import * as contactCallback from './call-center/contact-callback-events.js';
import * as contact from './call-center/contact-events.js';
import * as contactHelp from './call-center/contact-help-events.js';
import * as conversation from './call-center/conversation-events.js';
import * as customer from './common-center/customer/customer-events.js';
import * as diagnosis from './common-center/integration/diagnosis-events.js';
import * as escalation from './ticket-center/escalation-events.js';
import type { EventContract } from './event-contract.js';
import * as exam from './operations-center/exam-events.js';
import * as form from './ticket-center/form-events.js';
import * as identity from './common-center/identity/identity-events.js';
import * as knowledge from './common-center/knowledge-events.js';
import * as inspection from './operations-center/inspection-events.js';
import * as outsideInterface from './common-center/integration/interface-events.js';
import * as monitoring from './operations-center/monitoring-events.js';
import * as people from './common-center/identity/people-events.js';
import * as plan from './ticket-center/plan-events.js';
import * as planning from './operations-center/planning-events.js';
import * as pool from './ticket-center/pool-events.js';
import * as privacy from './common-center/privacy-events.js';
import * as processAlert from './ticket-center/process-alert-events.js';
import * as quota from './common-center/tenant/quota-events.js';
import * as rostering from './operations-center/rostering-events.js';
import * as quality from './operations-center/quality-events.js';
import * as qualityNotice from './operations-center/quality-notice-events.js';
import * as routingSetup from './call-center/routing-setup-events.js';
import * as sla from './ticket-center/sla-events.js';
import * as sopRun from './ticket-center/sop-run-events.js';
import * as supervision from './ticket-center/collaboration/supervision-events.js';
import * as task from './ticket-center/task-events.js';
import * as telephony from './call-center/telephony-events.js';
import * as ticket from './ticket-center/ticket-events.js';
import * as ticketRelation from './ticket-center/ticket-relation-events.js';
import * as training from './operations-center/training-events.js';
import * as urge from './ticket-center/collaboration/urge-events.js';
import * as visit from './ticket-center/visit-events.js';
import * as webhook from './common-center/integration/webhook-events.js';

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
