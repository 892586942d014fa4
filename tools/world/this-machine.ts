/** Where the systems outside are that a tool plays: nothing else inside is opened to the tenant that calls them. */
export const THIS_MACHINE = ['127.0.0.1/32'];
