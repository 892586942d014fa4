export { OrganisationTeamNotFound } from './domain/organisation.errors.js';
