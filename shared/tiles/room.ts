import { Line } from "../line.js";

/** Memory, or another good, that several tasks share by its units. Who asks first comes in first, so that a large one is not kept waiting by small ones. */
export class Room {
  private taken = 0;
  private readonly line = new Line<number>(() => this.admit());

  constructor(private readonly units: number) {}

  /** Waits until so many units are free, or until nobody is in for one that asks for more than there are. The result gives them back, once. Throws the signal's reason. */
  async enter(units: number, signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted();
    if (this.line.empty && this.fits(units)) this.taken += units;
    else await this.line.wait(units, signal);
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

  private admit(): void {
    for (let units = this.line.first; units !== undefined && this.fits(units); units = this.line.first) {
      this.taken += units;
      this.line.next();
    }
  }
}
