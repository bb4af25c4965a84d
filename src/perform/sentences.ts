/** A text that ends so is whole: no page end cut it. */
export const ENDS_SENTENCE = /[。；;！!]$/;
