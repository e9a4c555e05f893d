interface Waiting<What, Given> {
  readonly what: What;
  readonly come: (given: Given) => void;
}

/** Those who wait for something, first come first served. Whoever owns the line says when the first one may come, and with what. */
export class Line<What, Given = void> {
  private waiting: Waiting<What, Given>[] = [];

  /** `left` is called when one has left whose signal aborts: those behind it may come sooner than it. */
  constructor(private readonly left: () => void = () => undefined) {}

  get empty(): boolean {
    return this.waiting.length === 0;
  }

  /** What the first one waits for; undefined where nobody does. */
  get first(): What | undefined {
    return this.waiting[0]?.what;
  }

  /** Waits at the end of the line. Throws the signal's reason. */
  wait(what: What, signal?: AbortSignal): Promise<Given> {
    return new Promise((resolve, reject) => {
      const one: Waiting<What, Given> = {
        what,
        come(given) {
          signal?.removeEventListener("abort", leave);
          resolve(given);
        },
      };
      const leave = (): void => {
        this.waiting = this.waiting.filter((it) => it !== one);
        this.left();
        reject(signal!.reason as Error);
      };
      this.waiting.push(one);
      signal?.addEventListener("abort", leave, { once: true });
    });
  }

  /** Lets the first one come; there must be one. */
  next(given: Given): void {
    this.waiting.shift()!.come(given);
  }
}
