/** As the gateway registers itself and its API. */
export const VERSION = '0.1.0';
