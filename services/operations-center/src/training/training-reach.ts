import { ownedThings } from '#libs/web/access/owned-things.guard';
import { CertificateNotFound } from './certificate/certificates.js';
import { EnrolmentNotFound } from './domain/enrolment.errors.js';

/** What those who look after learners reach; learners see their own by routes of their own. */
export const trainingReach = [
  ownedThings({
    routes: /^POST \/api\/v1\/enrolments\/:(\w+)\/withdraw/,
    rows: { table: 'training_enrolment', within: { people: ['training_enrolment.personId'] } },
    missing: (id) => new EnrolmentNotFound('There is no such enrolment.', { id }),
  }),
  ownedThings({
    routes: /^GET \/api\/v1\/certificates\/of\/:(\w+)/,
    missing: () => new CertificateNotFound('There is no such certificate.'),
  }),
];
