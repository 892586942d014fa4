import { Clock } from '#libs/kernel/clock';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Module, type DynamicModule } from '@nestjs/common';
import { AgentAssignments } from '../agent-assignment/agent-assignment.api.js';
import { ContactDirectory } from '../contact/contact.api.js';
import { ContactModule } from '../contact/contact.module.js';
import { CallEvents } from './calls/call-events.js';
import { ContactCallHandling } from './calls/contact-call-handling.js';
import { ContactLines } from './calls/contact-lines.js';
import { OldCalls } from './calls/old-calls.js';
import { OwnCalls } from './calls/own-calls.js';
import { Reconciliation } from './calls/reconciliation.js';
import { TelephonyWatch } from './calls/telephony-watch.js';
import { Calls } from './calls.api.js';
import { chosenSwitch } from './chosen-switch.js';
import { CommandCallHandler } from './commands/command-call.js';
import { DialCallHandler } from './commands/dial-call.js';
import { CallHandling } from './domain/call-handling.js';
import { CallLegs } from './domain/call-leg.repository.js';
import { Switch } from './domain/switch.js';
import { TypeormCallLegs } from './infra/typeorm-call-legs.js';
import { GetDigitsHandler } from './queries/get-digits.js';
import { ListCallsHandler } from './queries/list-calls.js';
import { CallRetention } from './retention.api.js';
import { SimulatedTelephonyController } from './simulated-telephony.controller.js';
import { TelephonyConsumer } from './telephony.consumer.js';
import { TelephonyController } from './telephony.controller.js';
import { TELEPHONY, type TelephonySettings } from './telephony-environment.js';

@Module({})
export class TelephonyModule {
  /** @param settings asked when the service is made */
  static with(settings: () => TelephonySettings): DynamicModule {
    return {
      module: TelephonyModule,
      global: true,
      imports: [ContactModule],
      controllers: [SimulatedTelephonyController, TelephonyController, TelephonyConsumer],
      providers: [
        { provide: TELEPHONY, useFactory: settings },
        { provide: Switch, useFactory: chosenSwitch, inject: [TELEPHONY, Clock, LOGGER] },
        { provide: CallLegs, useClass: TypeormCallLegs },
        { provide: CallHandling, useClass: ContactCallHandling },
        AgentAssignments,
        ContactDirectory,
        Calls,
        CallEvents,
        ContactLines,
        OwnCalls,
        CallRetention,
        OldCalls,
        Reconciliation,
        TelephonyWatch,
        DialCallHandler,
        CommandCallHandler,
        ListCallsHandler,
        GetDigitsHandler,
      ],
      exports: [Calls, CallRetention],
    };
  }
}
