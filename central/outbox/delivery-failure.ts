/** Why a message did not arrive, and whether trying again may help. */
export class DeliveryFailure extends Error {
  override name = 'DeliveryFailure';
  /** How many tries such a refusal is worth; undefined: as many as there is time for. */
  readonly attemptsMax: number | undefined;
  /** The other side said when to come back. */
  readonly retryAt: Date | undefined;

  constructor(message: string, options: { attemptsMax?: number; retryAt?: Date } = {}) {
    super(message);
    this.attemptsMax = options.attemptsMax;
    this.retryAt = options.retryAt;
  }
}

/** What the other side has refused is mended by a person, if at all: a few more tries give him time. */
export const refusalAttemptsMax = 3;
