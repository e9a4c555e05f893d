export function namingOf({ kind, unit }) {
    if (kind === "mri")
        return { input: (_, number) => `${unit.one} ${number} in the order of paths`, argument: (_, number) => `input ${number} of the command`, got: () => "" };
    return { input: (path) => path, argument: (text) => text, got: (path) => `, got ${path}` };
}
//# sourceMappingURL=naming.js.map