import type { Lease } from '../sandbox.js';

/** Databases that are made once and copied often, by what made them. */
export class DatabaseTemplates {
  readonly #made = new Map<string, Promise<Lease>>();

  constructor(
    readonly lease: (purpose: string) => Promise<Lease>,
    readonly seal: (lease: Lease) => Promise<void>,
  ) {}

  get(key: string, fill: (lease: Lease) => Promise<void>): Promise<Lease> {
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const made = this.#make(fill);
    this.#made.set(key, made);
    // One that failed is made again by the next who asks.
    made.catch(() => this.#made.delete(key));
    return made;
  }

  async #make(fill: (lease: Lease) => Promise<void>): Promise<Lease> {
    const lease = await this.lease('template');
    try {
      await fill(lease);
      await this.seal(lease);
    } catch (error) {
      await lease.drop();
      throw error;
    }
    return lease;
  }
}
