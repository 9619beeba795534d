/** Wires everything; the only one that knows all layers. */
export {};
