/** The services of the suite, which prove who they are with the service secret instead of one of their own. */
const SERVICE_NAMES = ['gateway', 'common-center', 'call-center', 'ticket-center', 'operations-center', 'suite'];

export function isServiceName(clientId: string): boolean {
  return SERVICE_NAMES.includes(clientId);
}
