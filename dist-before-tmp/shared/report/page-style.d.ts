/** The style of a report page: its own fonts and colours, light and dark, from a phone's width to a wide screen. */
export declare const pageStyle: string;
