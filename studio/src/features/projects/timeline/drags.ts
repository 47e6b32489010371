/** The type under which a sound of the project is dragged from its list to a lane. */
export const ASSET_DRAG = "application/x-clonyvoice-asset";
