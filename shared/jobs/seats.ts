import { Line } from "../line.js";

export interface Seat<Place> {
  readonly place: Place;
  /** To be called once. */
  leave(): void;
}

interface Held {
  taken: number;
  alone: boolean;
}

/**
 * Places of `each` seats, opened when they are first needed, at most `most` of them. Who asks for one alone has all its seats. Who asks first
 * sits first: an empty place before a new one, a new one before one with others, there the one with the fewest.
 */
export class Seats<Place> {
  private readonly places = new Map<Place, Held>();
  private readonly line = new Line<boolean, Seat<Place>>(() => this.admit());

  constructor(
    private readonly open: () => Place,
    private readonly most: number,
    private readonly each: number,
  ) {}

  /** Throws the signal's reason. */
  async take(alone: boolean, signal?: AbortSignal): Promise<Seat<Place>> {
    signal?.throwIfAborted();
    return this.line.empty && this.free(alone) ? this.sit(alone) : this.line.wait(alone, signal);
  }

  /** Opens a place before anybody asks for a seat. */
  begin(): Place {
    const place = this.open();
    this.places.set(place, { taken: 0, alone: false });
    return place;
  }

  /** A place that is no more. */
  remove(place: Place): void {
    this.places.delete(place);
    this.admit();
  }

  private free(alone: boolean): boolean {
    return this.places.size < this.most || this.fewest(alone) !== undefined;
  }

  private fewest(alone: boolean): Place | undefined {
    let found: Place | undefined;
    let fewest = alone || this.places.size < this.most ? 1 : this.each;
    for (const [place, held] of this.places) if (!held.alone && held.taken < fewest) [found, fewest] = [place, held.taken];
    return found;
  }

  private sit(alone: boolean): Seat<Place> {
    const place = this.fewest(alone) ?? this.open();
    const held = this.places.get(place) ?? { taken: 0, alone };
    this.places.set(place, held);
    held.taken++;
    held.alone = alone;
    const leave = (): void => {
      held.taken--;
      held.alone = false;
      this.admit();
    };
    return { place, leave };
  }

  private admit(): void {
    for (let alone = this.line.first; alone !== undefined && this.free(alone); alone = this.line.first) this.line.next(this.sit(alone));
  }
}
