import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Answers } from '#libs/web/http/answers';
import { CommitsItself } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CallEvents } from './calls/call-events.js';
import { CallLegs } from './domain/call-leg.repository.js';
import { TelephonyNotSimulated } from './domain/switch.errors.js';
import { Switch } from './domain/switch.js';
import type { FarSide } from './simulated/far-side.js';
import { SimulatedSwitch } from './simulated/simulated-switch.js';
import { ArrivalBody, ArrivalReceipt, HearsView, KeysBody, TelephoneBody } from './telephony.dto.js';

/** What people do at their telephones, where the switch is simulated; elsewhere every route refuses. */
@ApiTags('telephony')
@Controller('api/v1/telephony/simulated')
export class SimulatedTelephonyController {
  constructor(
    private readonly theSwitch: Switch,
    private readonly legs: CallLegs,
    private readonly events: CallEvents,
  ) {}

  /** Somebody calls. What is left out is drawn. The contact is begun by what the switch tells, in a transaction of its own. */
  @Post('calls')
  @Requires('telephony:simulate')
  @CommitsItself()
  @Answers(ArrivalReceipt, 201)
  async simulateCall(@Body({ schema: ArrivalBody }) { from, to, ...far }: ArrivalBody) {
    const callId = this.#simulated().arrive({ tenantId: currentTenant(), from, to, far });
    await this.events.heardAllOf(callId);
    return { callId, contactId: (await this.legs.known(callId))?.contactId ?? null };
  }

  @Post('calls/:id/hang-up')
  @Requires('telephony:simulate')
  @CommitsItself()
  @Answers(null)
  async simulateHangUp(@Param('id') id: string) {
    const simulated = this.#simulated();
    simulated.farHangUp((await this.legs.get(id)).id);
  }

  @Post('calls/:id/keys')
  @Requires('telephony:simulate')
  @CommitsItself()
  @Answers(null)
  async simulateKeys(@Param('id') id: string, @Body({ schema: KeysBody }) { keys }: KeysBody) {
    const simulated = this.#simulated();
    simulated.press((await this.legs.get(id)).id, keys);
  }

  /** Whoever it rings at picks up. */
  @Post('calls/:id/answer')
  @Requires('telephony:simulate')
  @CommitsItself()
  @Answers(null)
  async simulateAnswer(@Param('id') id: string) {
    const simulated = this.#simulated();
    simulated.farReact((await this.legs.get(id)).id, 'answer');
  }

  /** Whoever it rings at rejects it. */
  @Post('calls/:id/reject')
  @Requires('telephony:simulate')
  @CommitsItself()
  @Answers(null)
  async simulateReject(@Param('id') id: string) {
    const simulated = this.#simulated();
    simulated.farReact((await this.legs.get(id)).id, 'reject');
  }

  @Get('calls/:id/hears')
  @Requires('telephony:simulate')
  @Answers(HearsView)
  async simulateHears(@Param('id') id: string) {
    const simulated = this.#simulated();
    return { hears: simulated.heardBy((await this.legs.get(id)).id) };
  }

  /** How an agent's telephone behaves from the next call on. */
  @Put('telephones/:extension')
  @Requires('telephony:simulate')
  @Answers(null)
  simulateTelephone(@Param('extension') extension: string, @Body({ schema: TelephoneBody }) body: TelephoneBody) {
    this.#simulated().equip(currentTenant(), extension, farSideOf(body));
  }

  #simulated(): SimulatedSwitch {
    if (this.theSwitch instanceof SimulatedSwitch) return this.theSwitch;
    throw new TelephonyNotSimulated('The switch is a real one, or there is none.');
  }
}

function farSideOf({ answersAfterMs, reaction, talkMs }: TelephoneBody): Partial<FarSide> {
  const answering = answersAfterMs === null ? 'no-answer' : 'person';
  const reactions = { answers: answering, busy: 'busy', rejects: 'rejected' } as const;
  return { reaction: reactions[reaction], ringMs: answersAfterMs ?? 0, talkMs };
}
