import type { Page } from "./page.js";
/**
 * The page as one HTML document. Its content security policy lets nothing run, load or connect but its own style, its own
 * script and the pictures beside it. Without a script all frames stand one below the other.
 */
export declare function renderPage(page: Page): string;
