/** Checks of the options of one command; `help` ends the messages: "see rsr tile --help". All throw bad-option. */
export declare function optionChecks(help: string): {
    wrong: (subject: string, want: string, got: unknown, advice?: string) => Error;
    oneOf: <T extends string>(flag: string, value: string, allowed: readonly T[]) => T;
    whole: (flag: string, text: string, { from, to }: {
        from: number;
        to: number;
    }) => number;
    positive: (flag: string, text: string) => number;
    seed: (text: string) => number;
};
/** The one of `names` that a mistyped `name` most likely means: by least edits, within a third of its letters. */
export declare function nearestName(name: string, names: readonly string[]): string | undefined;
