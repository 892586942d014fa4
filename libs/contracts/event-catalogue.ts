import * as announcement from './announcement-events.js';
import * as assistRequest from './assist-request-events.js';
import * as audit from './audit-events.js';
import * as automation from './automation-events.js';
import * as call from './call-events.js';
import * as campaign from './campaign-events.js';
import * as collaboration from './collaboration-events.js';
import * as common from './common-events.js';
import * as contactCallback from './contact-callback-events.js';
import * as contact from './contact-events.js';
import * as contactHelp from './contact-help-events.js';
import * as conversation from './conversation-events.js';
import * as customer from './customer-events.js';
import * as diagnosis from './diagnosis-events.js';
import * as escalation from './escalation-events.js';
import type { EventContract } from './event-contract.js';
import * as exam from './exam-events.js';
import * as form from './form-events.js';
import * as identity from './identity-events.js';
import * as knowledge from './knowledge-events.js';
import * as inspection from './inspection-events.js';
import * as outsideInterface from './interface-events.js';
import * as monitoring from './monitoring-events.js';
import * as operations from './operations-events.js';
import * as people from './people-events.js';
import * as plan from './plan-events.js';
import * as planning from './planning-events.js';
import * as pool from './pool-events.js';
import * as privacy from './privacy-events.js';
import * as processAlert from './process-alert-events.js';
import * as quota from './quota-events.js';
import * as rostering from './rostering-events.js';
import * as quality from './quality-events.js';
import * as qualityNotice from './quality-notice-events.js';
import * as routingSetup from './routing-setup-events.js';
import * as sla from './sla-events.js';
import * as supervision from './supervision-events.js';
import * as task from './task-events.js';
import * as telephony from './telephony-events.js';
import * as ticket from './ticket-events.js';
import * as ticketRelation from './ticket-relation-events.js';
import * as training from './training-events.js';
import * as urge from './urge-events.js';
import * as visit from './visit-events.js';
import * as webhook from './webhook-events.js';

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
