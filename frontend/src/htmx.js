// htmx under a strict Content-Security-Policy: nothing is evaluated from text, no style is injected.
import htmx from "htmx.org";

htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.historyCacheSize = 0; // pages with people's data stay out of the browser's storage

window.htmx = htmx;
