interface Closable {
  close(): Promise<void>;
}

export interface WarmModels {
  /** The model opened with the same `name` and `options` before, or a new one; not to be closed by its user. `signal` is of one job and not among the options. */
  open<O extends object, M extends Closable>(name: string, options: O, open: (options: O) => Promise<M>): Promise<M>;
}

interface Held {
  readonly model: Promise<Closable>;
  readonly users: Set<object>;
}

/**
 * Models that a worker keeps open from job to job, by what they were opened with. The least recently used goes first where there are more
 * than `most`, but none that a job has under its lease; `close` closes all.
 */
export class Warm implements WarmModels {
  private readonly held = new Map<string, Held>();

  constructor(private readonly most = 4) {}

  open<O extends object, M extends Closable>(name: string, options: O, open: (options: O) => Promise<M>): Promise<M> {
    return this.openFor(undefined, name, options, open);
  }

  /** What one job opens, all of which stays until it ends. */
  lease(): WarmModels & { end(): Promise<void> } {
    const user = {};
    return {
      open: (name, options, open) => this.openFor(user, name, options, open),
      end: async () => {
        for (const { users } of this.held.values()) users.delete(user);
        await this.trim();
      },
    };
  }

  private async openFor<O extends object, M extends Closable>(user: object | undefined, name: string, options: O, open: (options: O) => Promise<M>): Promise<M> {
    const { signal: _, ...lasting } = options as O & { signal?: AbortSignal };
    const key = `${name} ${canonical(lasting)}`;
    const found = this.held.get(key) ?? { model: open(lasting as O), users: new Set() };
    if (user !== undefined) found.users.add(user);
    this.held.delete(key);
    this.held.set(key, found);
    try {
      const model = (await found.model) as M;
      await this.trim();
      return model;
    } catch (error) {
      if (this.held.get(key) === found) this.held.delete(key);
      throw error;
    }
  }

  private async trim(): Promise<void> {
    for (const [key, { model, users }] of this.held) {
      if (this.held.size <= this.most) return;
      if (users.size > 0) continue;
      this.held.delete(key);
      await (await model.catch(() => undefined))?.close(); // one that did not open is its own user's error
    }
  }

  async close(): Promise<void> {
    const all = [...this.held.values()];
    this.held.clear();
    for (const model of await Promise.allSettled(all.map((it) => it.model))) if (model.status === "fulfilled") await model.value.close();
  }
}

/** One text per value, whatever the order of keys; absent and undefined are the same. Throws a TypeError for what is no plain data. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value === "object" && value !== null) {
    if (![Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null)) throw new TypeError(`a warm model is known by plain data, not by a ${value.constructor.name}`);
    const entries = Object.entries(value).filter(([, held]) => held !== undefined);
    return `{${entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, held]) => `${JSON.stringify(key)}:${canonical(held)}`).join()}}`;
  }
  if (typeof value === "function" || typeof value === "symbol") throw new TypeError(`a warm model is known by plain data, not by a ${typeof value}`);
  return typeof value === "string" ? JSON.stringify(value) : Object.is(value, -0) ? "-0" : String(value); // String keeps NaN and infinities apart
}
