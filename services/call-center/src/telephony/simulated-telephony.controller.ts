import { currentTenant } from '#libs/persistence/tenant-context';
import { Answers } from '#libs/web/answers';
import { Requires } from '#libs/web/permissions';
import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CallLegs } from './domain/call-leg.repository.js';
import { TelephonyNotSimulated } from './domain/switch.errors.js';
import { Switch } from './domain/switch.js';
import { SimulatedSwitch } from './simulated/simulated-switch.js';
import { ArrivalBody, CallReceipt, KeysBody } from './telephony.dto.js';

/** What people outside do, where the switch is simulated; elsewhere every route refuses. */
@ApiTags('telephony')
@Controller('api/v1/telephony/simulated/calls')
export class SimulatedTelephonyController {
  constructor(
    private readonly theSwitch: Switch,
    private readonly legs: CallLegs,
  ) {}

  /** Somebody calls. What is left out is drawn. */
  @Post()
  @Requires('telephony:simulate')
  @Answers(CallReceipt, 201)
  simulateCall(@Body({ schema: ArrivalBody }) { from, to, ...far }: ArrivalBody) {
    return { callId: this.#simulated().arrive({ tenantId: currentTenant(), from, to, far }) };
  }

  @Post(':id/hang-up')
  @Requires('telephony:simulate')
  @Answers(null)
  async simulateHangUp(@Param('id') id: string) {
    const simulated = this.#simulated();
    simulated.farHangUp((await this.legs.get(id)).id);
  }

  @Post(':id/keys')
  @Requires('telephony:simulate')
  @Answers(null)
  async simulateKeys(@Param('id') id: string, @Body({ schema: KeysBody }) { keys }: KeysBody) {
    const simulated = this.#simulated();
    simulated.press((await this.legs.get(id)).id, keys);
  }

  #simulated(): SimulatedSwitch {
    if (this.theSwitch instanceof SimulatedSwitch) return this.theSwitch;
    throw new TelephonyNotSimulated('The switch is a real one, or there is none.');
  }
}
