import { Pseudonyms } from "./options.js";
/** The secret of a batch from a file, else from the environment. `create` makes the file, for its owner alone, where there is none. Throws bad-option. */
export declare function pseudonyms({ file, create }: {
    readonly file?: string;
    readonly create?: boolean;
}, environment?: NodeJS.ProcessEnv): Pseudonyms;
