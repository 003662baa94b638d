// Script only makes pages quicker: every page works without it.
import "./elements/menu.js";
import "./elements/show-password.js";
import "./elements/artefact-editor.js";
import "./elements/evidence.js";
import "./elements/marking-desk.js";
import "./elements/room.js";
