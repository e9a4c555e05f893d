/**
 * Text for a terminal, to which control characters in a file's name may not speak: each as \xNN or \uNNNN, those that turn the direction of
 * writing too. `lines`: line ends and tabs stay.
 */
export function printable(text: string, { lines = false }: { readonly lines?: boolean } = {}): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (found) => {
    if (lines && (found === "\n" || found === "\t")) return found;
    const code = found.charCodeAt(0);
    return code < 256 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}
