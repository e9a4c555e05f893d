import { openScene } from "./read.js";
/** Scenes of a mosaic that are open at once, and the bytes of decoded blocks that each keeps. */
const OPEN = { most: 16, cacheBytes: 8 * 2 ** 20 };
/** The files of a mosaic, opened as they are needed; those that nobody reads go when there are too many. */
export class MosaicSources {
    held = new Map();
    async use(path, work, signal) {
        const held = this.held.get(path) ?? { scene: openScene(path, { cacheBytes: OPEN.cacheBytes, ...(signal && { signal }) }), users: 0 };
        this.held.delete(path); // to the young end
        this.held.set(path, held);
        held.users++;
        try {
            return await work(await held.scene);
        }
        catch (error) {
            if (await held.scene.then(() => false, () => true))
                this.forget(path, held);
            throw error;
        }
        finally {
            held.users--;
            await this.trim();
        }
    }
    forget(path, held) {
        if (this.held.get(path) === held)
            this.held.delete(path);
    }
    async trim() {
        for (const [path, held] of this.held) {
            if (this.held.size <= OPEN.most)
                return;
            if (held.users > 0)
                continue;
            this.held.delete(path);
            await held.scene.then((scene) => scene.close(), () => undefined);
        }
    }
    async close() {
        const all = [...this.held.values()];
        this.held.clear();
        for (const { scene } of all)
            await scene.then((opened) => opened.close(), () => undefined);
    }
}
//# sourceMappingURL=mosaic-sources.js.map