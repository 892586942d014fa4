import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { CommitsItself } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { acting } from './acting.js';
import {
  AskColleagueBody,
  ColleagueReceipt,
  LeaveBody,
  OutsidePartyBody,
  OutsidePartyReceipt,
} from './colleagues.dto.js';
import { AddOutsideParty } from './commands/conference/add-outside-party.js';
import { HandOverContact } from './commands/conference/hand-over-contact.js';
import { LeaveConference } from './commands/conference/leave-conference.js';
import { RemoveOutsideParty } from './commands/conference/remove-outside-party.js';
import { RemoveParticipant } from './commands/conference/remove-participant.js';
import { AskColleague } from './commands/consultation/ask-colleague.js';
import { CancelRequest } from './commands/consultation/cancel-request.js';

/** More than one on a contact. One of the agents has it. */
@ApiTags('contacts')
@Controller('api/v1/contacts/:id')
export class ConferenceController {
  constructor(private readonly commands: CommandBus) {}

  /** One more agent, who is offered the contact like any other. */
  @Post('participants')
  @Requires('contact:conference')
  @CommitsItself()
  @Answers(ColleagueReceipt, 201)
  addParticipant(@Param('id') id: string, @Body({ schema: AskColleagueBody }) to: AskColleagueBody) {
    return this.commands.execute(new AskColleague(id, { kind: 'conference', to }, acting()));
  }

  /** While nobody has accepted. */
  @Post('participants/cancel')
  @Requires('contact:conference')
  @CommitsItself()
  @Answers(null)
  cancelParticipant(@Param('id') id: string) {
    return this.commands.execute(new CancelRequest(id, 'conference', acting()));
  }

  /** By whoever is on it. 409 `contact-needs-owner` when who has it would leave nobody to have it. */
  @Post('participants/leave')
  @Requires('contact:conference')
  @CommitsItself()
  @Answers(null)
  leaveConference(@Param('id') id: string, @Body({ schema: LeaveBody }) { successor }: LeaveBody) {
    return this.commands.execute(new LeaveConference(id, actor(), successor));
  }

  @Post('participants/:agentId/remove')
  @Requires('contact:conference')
  @CommitsItself()
  @Answers(null)
  removeParticipant(@Param('id') id: string, @Param('agentId') agentId: string) {
    return this.commands.execute(new RemoveParticipant(id, agentId, acting()));
  }

  /** The participant has the contact from now on; who had it is a participant. */
  @Post('participants/:agentId/own')
  @Requires('contact:conference')
  @CommitsItself()
  @Answers(null)
  handOverContact(@Param('id') id: string, @Param('agentId') agentId: string) {
    return this.commands.execute(new HandOverContact(id, agentId, acting()));
  }

  /** Somebody outside, who is dialled. */
  @Post('outside-parties')
  @Requires('contact:conference')
  @Answers(OutsidePartyReceipt, 201)
  addOutsideParty(@Param('id') id: string, @Body({ schema: OutsidePartyBody }) { number }: OutsidePartyBody) {
    return this.commands.execute(new AddOutsideParty(id, number, acting()));
  }

  @Post('outside-parties/:partyId/remove')
  @Requires('contact:conference')
  @Answers(null)
  removeOutsideParty(@Param('id') id: string, @Param('partyId') partyId: string) {
    return this.commands.execute(new RemoveOutsideParty(id, partyId, acting()));
  }
}
