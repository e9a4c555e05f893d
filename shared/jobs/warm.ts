interface Closable {
  close(): Promise<void>;
}

/**
 * Models that a worker keeps open from job to job, by what they were opened with. What `open` gives is not closed by its user;
 * `close` closes all. The least recently used goes first where there are more than `most`.
 */
export class Warm {
  private readonly held = new Map<string, Promise<Closable>>();

  constructor(private readonly most = 4) {}

  /** The model opened with the same `name` and `options` before, or a new one. `signal` is of one job and not among the options. */
  async open<O extends object, M extends Closable>(name: string, options: O, open: (options: O) => Promise<M>): Promise<M> {
    const { signal: _, ...lasting } = options as O & { signal?: AbortSignal };
    const key = `${name} ${JSON.stringify(lasting, Object.keys(lasting).sort())}`;
    const found = this.held.get(key) ?? open(lasting as O);
    this.held.delete(key);
    this.held.set(key, found);
    try {
      const model = (await found) as M;
      await this.trim();
      return model;
    } catch (error) {
      this.held.delete(key);
      throw error;
    }
  }

  private async trim(): Promise<void> {
    for (const [key, model] of this.held) {
      if (this.held.size <= this.most) return;
      this.held.delete(key);
      await (await model).close();
    }
  }

  async close(): Promise<void> {
    const all = [...this.held.values()];
    this.held.clear();
    for (const model of await Promise.allSettled(all)) if (model.status === "fulfilled") await model.value.close();
  }
}
