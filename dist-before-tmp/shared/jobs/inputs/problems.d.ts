/** What is wrong with what was asked for, all of it told at once: places with the same fault together, in the order of lines or names. */
export declare class Problems {
    private readonly places;
    private count;
    add(place: string, problem: string): void;
    /** Runs `check`; what it refuses is a problem of `place`. */
    try(place: string, check: () => void): boolean;
    /** Throws bad-option where there are any: at most `shown` faults and the count. */
    throwIfAny({ subject, advice, shown }: {
        readonly subject: string;
        readonly advice: string;
        readonly shown?: number;
    }): void;
}
