/** Values by key, keys in the order in which they first came (Map.groupBy, which Node 20 does not have). */
export declare function gather<K, V>(values: Iterable<V>, key: (value: V) => K): Map<K, V[]>;
