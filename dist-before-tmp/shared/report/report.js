import { open, rename } from "node:fs/promises";
/** JSON beside an output: written under a temporary name, renamed when complete. Numbers that JSON has no word for become null. */
export async function writeReport(path, report) {
    const temporary = `${path}.part`;
    const file = await open(temporary, "w");
    try {
        await file.writeFile(`${JSON.stringify(report, null, 2)}\n`);
        await file.sync();
    }
    finally {
        await file.close();
    }
    await rename(temporary, path);
}
//# sourceMappingURL=report.js.map