import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Crew } from '../../engineer/engineer.api.js';
import type { Appointment } from '../domain/visit.aggregate.js';
import { Visits } from '../domain/visit.repository.js';
import { PlannedVisits } from '../planned-visits.js';

/** 联系用户: when somebody comes was agreed, or agreed anew. */
export class AppointVisit extends Command<void> {
  constructor(
    readonly visitId: string,
    readonly appointment: Appointment,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(AppointVisit)
export class AppointVisitHandler implements ICommandHandler<AppointVisit> {
  constructor(
    private readonly visits: PlannedVisits,
    private readonly crew: Crew,
    private readonly clock: Clock,
  ) {}

  async execute({ visitId, appointment, by }: AppointVisit): Promise<void> {
    const day = await this.crew.dayOf(by, appointment.from);
    await this.visits.update(visitId, (visit) => visit.appoint(appointment, day, by, this.clock.now()));
  }
}

/** Its time is past: whoever watches the appointments says so. */
export class MissAppointment extends Command<void> {
  constructor(readonly visitId: string) {
    super();
  }
}

@CommandHandler(MissAppointment)
export class MissAppointmentHandler implements ICommandHandler<MissAppointment> {
  constructor(
    private readonly visits: Visits,
    private readonly clock: Clock,
  ) {}

  execute({ visitId }: MissAppointment): Promise<void> {
    return this.visits.update(visitId, (visit) => visit.missAppointment(this.clock.now()));
  }
}
