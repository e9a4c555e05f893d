/** JSON beside an output: written under a temporary name, renamed when complete. Numbers that JSON has no word for become null. */
export declare function writeReport(path: string, report: object): Promise<void>;
