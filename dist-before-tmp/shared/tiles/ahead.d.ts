/**
 * work(item) for every item, at most `ahead` at a time, results in the order of the items whatever order they finish in.
 * On an error, or when the consumer stops early, what runs is awaited before anything else happens: nothing is left behind.
 */
export declare function ahead<Item, Result>(items: Iterable<Item>, width: number, work: (item: Item) => Promise<Result>): AsyncGenerator<Result>;
