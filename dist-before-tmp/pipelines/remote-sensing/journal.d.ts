import type { Residual } from "./consistency.js";
import type { SceneStatistics } from "./statistics.js";
/** Everything that the bytes of the output depend on, by name, so that a resume can say what differs. */
export type Fingerprint = Readonly<Record<string, string>>;
/** What a run found out before its first tile; a resumed run takes it over, so that it continues to the same bytes. */
export interface Findings {
    readonly statistics: SceneStatistics;
    readonly kernel?: {
        readonly data: readonly number[];
        readonly source: string;
        readonly windows?: number;
        readonly agreement?: number;
        readonly width?: number;
    };
}
/**
 * `<output>.journal`, one JSON object a line: fingerprint, findings, then a line per measured cell. The file's blocks are
 * the writer's own; a torn last line is dropped.
 */
export declare class Journal {
    private readonly path;
    private readonly file;
    readonly findings: Findings | undefined;
    readonly measured: ReadonlyMap<number, readonly Residual[]>;
    private constructor();
    /** Continues the journal of an interrupted run where `resume`; throws bad-option naming what differs. */
    static open(path: string, fingerprint: Fingerprint, { resume }: {
        resume: boolean;
    }): Promise<Journal>;
    private at;
    found(findings: Findings): Promise<void>;
    measuredCell(cell: number, residuals: readonly Residual[]): Promise<void>;
    close(): Promise<void>;
    remove(): Promise<void>;
    private append;
}
/** SHA-256 of a file; size and date of a URL, whose contents are never read as a whole. */
export declare function identify(input: string, signal?: AbortSignal): Promise<{
    readonly identity: string;
    readonly bytes?: number;
}>;
