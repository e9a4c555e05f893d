import { cogLayout } from "./cog-layout.js";
import { openSpool, readSpool } from "./cog-spool.js";
import { blockWriter, countOf, spaceError, spoolJob } from "./write.js";
/** Part `index` of `of` nearly equal ones. */
export function partRows(blocksDown, { index, of }) {
    return { from: Math.floor((index * blocksDown) / of), to: Math.floor(((index + 1) * blocksDown) / of) };
}
/**
 * Some rows of blocks of a COG, encoded into the new folder `folder`; createCog takes them as they are. The other blocks count as
 * written. `finish` closes the folder, `abort` and `discard` remove it.
 */
export async function createCogPart(folder, options, rows) {
    const layout = cogLayout(options);
    const spool = await openSpool(folder, { job: spoolJob(layout, options), count: countOf(layout), resume: false, overwrite: false }).catch((error) => Promise.reject(spaceError(folder, error)));
    const writer = blockWriter(folder, layout, spool);
    return {
        ...writer,
        written: (col, row) => row < rows.from || row >= rows.to || writer.written(col, row),
        finish: () => spool.close(),
        abort: () => spool.remove(),
        discard: () => spool.remove(),
    };
}
/** The blocks of a finished part, their checksums checked; undefined where one is missing or damaged. */
export async function readCogPart(folder, options, rows) {
    const layout = cogLayout(options);
    const { across } = layout.levels[0];
    const blocks = await readSpool(folder, { job: spoolJob(layout, options), count: countOf(layout) }).catch(() => undefined);
    for (let index = rows.from * across; blocks && index < rows.to * across; index++) {
        if (blocks.has(index))
            continue;
        await blocks.close();
        return undefined;
    }
    return blocks;
}
//# sourceMappingURL=cog-part.js.map