/** Memory, or another good, that several tasks share by its units. Who asks first comes in first, so that a large one is not kept waiting by small ones. */
export class Room {
  private taken = 0;
  private waiting: { readonly units: number; readonly come: () => void }[] = [];

  constructor(private readonly units: number) {}

  /** Waits until so many units are free, or until nobody is in for one that asks for more than there are. The result gives them back, once. Throws the signal's reason. */
  async enter(units: number, signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted();
    if (this.waiting.length > 0 || !this.fits(units)) await this.turn(units, signal);
    else this.taken += units;
    let inside = true;
    return () => {
      if (!inside) return;
      inside = false;
      this.taken -= units;
      this.admit();
    };
  }

  private fits(units: number): boolean {
    return this.taken === 0 || this.taken + units <= this.units;
  }

  private turn(units: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const one = { units, come: () => (signal?.removeEventListener("abort", leave), resolve()) };
      const leave = (): void => {
        this.waiting = this.waiting.filter((it) => it !== one);
        this.admit(); // it may have stood before one that fits
        reject(signal!.reason);
      };
      this.waiting.push(one);
      signal?.addEventListener("abort", leave, { once: true });
    });
  }

  private admit(): void {
    while (this.waiting.length > 0 && this.fits(this.waiting[0]!.units)) {
      const { units, come } = this.waiting.shift()!;
      this.taken += units;
      come();
    }
  }
}
