// Script only makes pages quicker: every page works without it.
import "./elements/menu.js";
import "./elements/artefact-editor.js";
