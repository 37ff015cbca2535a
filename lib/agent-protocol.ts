/** Raised when an older agent or central could misunderstand the other's messages. */
export const protocolVersion = 1;
