/** Values by key, keys in the order in which they first came (Map.groupBy, which Node 20 does not have). */
export function gather(values, key) {
    const groups = new Map();
    for (const value of values) {
        const group = groups.get(key(value));
        if (group === undefined)
            groups.set(key(value), [value]);
        else
            group.push(value);
    }
    return groups;
}
//# sourceMappingURL=gather.js.map