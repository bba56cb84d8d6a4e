/**
 * What every error of this client is. `name` tells which. None of them carries an API key, the
 * body that was sent, or, where it is printed, anything that the registry answered in its own words.
 */
export abstract class RegistryError extends Error {
  abstract override readonly name: string;
}
