import { expected } from "../../shared/errors.js";
import { damaged } from "./tiff-directory.js";
import { truncated } from "./tiff-source.js";
/** Offsets and byte counts of strips or tiles, each checked to lie inside the file before any pixel is read. */
export async function readPlaces(source, directory, stored) {
    const { name, size } = source;
    const { height, blockWidth, storedHeight, blockHeight, rowBytes, tiled, compression, planes } = stored;
    const across = Math.ceil(stored.width / blockWidth);
    const down = Math.ceil(height / storedHeight);
    const count = across * down * planes;
    const unit = tiled ? "tiles" : "strips";
    const offsets = await directory.numbers(tiled ? 324 : 273);
    if (offsets === undefined || offsets.length < count)
        throw damaged(name, `the offsets of ${count} ${unit}`, offsets?.length ?? 0);
    const rowsOf = (index) => (tiled ? storedHeight : Math.min(storedHeight, height - (Math.floor(index / across) % down) * storedHeight));
    const counted = await directory.numbers(tiled ? 325 : 279);
    if (counted === undefined && compression !== 1)
        throw damaged(name, `the byte counts of ${count} ${unit}`, 0);
    const lengths = counted ?? Float64Array.from({ length: count }, (_, i) => rowsOf(i) * rowBytes);
    if (lengths.length < count)
        throw damaged(name, `the byte counts of ${count} ${unit}`, lengths.length);
    for (let i = 0; i < count; i++) {
        const end = offsets[i] + lengths[i];
        if (offsets[i] === 0 || lengths[i] === 0)
            continue;
        if (end > size)
            throw truncated(name, end, size);
        if (compression === 1 && lengths[i] < rowsOf(i) * rowBytes)
            throw damaged(name, `${rowsOf(i) * rowBytes} bytes in each of the ${unit}`, lengths[i]);
        if (compression !== 1 && lengths[i] > 2 ** 30) {
            throw expected("bad-input", { subject: name, want: `${unit} of at most 1 GiB`, got: lengths[i], advice: "store it in tiles with gdal_translate -co TILED=YES" });
        }
    }
    const cuts = Math.ceil(storedHeight / blockHeight);
    if (cuts === 1)
        return (i) => (offsets[i] === 0 || lengths[i] === 0 ? undefined : { offset: offsets[i], length: lengths[i] });
    const cutsDown = Math.ceil(height / blockHeight);
    return (i) => {
        const row = i % cutsDown; // strips: one across
        const strip = Math.floor(i / cutsDown) * down + Math.floor(row / cuts);
        if (offsets[strip] === 0 || lengths[strip] === 0)
            return undefined;
        const rows = Math.min(blockHeight, height - row * blockHeight);
        return { offset: offsets[strip] + (row % cuts) * blockHeight * rowBytes, length: rows * rowBytes };
    };
}
//# sourceMappingURL=read-places.js.map