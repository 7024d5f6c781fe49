// The policy editor: CodeMirror for YAML, with findings under the words they are about, and a comparison of two texts.
// Used by pages as the global KinerjaEditor; frontend/README.md describes it.
import { autocompletion, completeFromList } from "@codemirror/autocomplete";
import { yaml } from "@codemirror/lang-yaml";
import { syntaxTree } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { MergeView, unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { basicSetup } from "codemirror";
import { phrases } from "./phrases.js";

const SEVERITY = { error: "error", warning: "warning", notice: "info" };
const NARROW = 700;

const look = EditorView.theme({
  "&": { border: "1px solid var(--tblr-border-color, #c8cdd3)", borderRadius: "4px", fontSize: "0.9rem" },
  "&.cm-focused": { outline: "2px solid var(--tblr-primary, #1d5fa8)" },
  ".cm-scroller": { fontFamily: "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" },
  ".cm-diagnostic small": { display: "block", opacity: "0.8" },
});

const room = EditorView.theme({ "&": { maxHeight: "75vh" }, ".cm-scroller": { minHeight: "20rem", overflow: "auto" } });

function extensions({ language = "id", nonce = "", label = "" }) {
  return [
    basicSetup,
    yaml(),
    look,
    EditorView.lineWrapping,
    EditorState.phrases.of(phrases[language] ?? {}),
    nonce ? EditorView.cspNonce.of(nonce) : [],
    label ? EditorView.contentAttributes.of({ "aria-label": label }) : [],
  ];
}

// Not to be changed, but still to be reached, searched and copied by keyboard.
const fixed = EditorState.readOnly.of(true);

// A finding knows line and column from 1; it is shown under the word that starts there, or under the line's text.
function place(document, { line = 1, column = 1 }) {
  const row = document.line(Math.min(Math.max(line, 1), document.lines));
  const from = Math.min(row.from + Math.max(column, 1) - 1, row.to);
  const word = /^[\p{L}\p{N}_.]+/u.exec(document.sliceString(from, row.to));
  if (word) return { from, to: from + word[0].length };
  return from < row.to ? { from, to: row.to } : { from: row.from, to: row.to };
}

function diagnostic(document, problem) {
  return {
    ...place(document, problem),
    severity: SEVERITY[problem.severity] ?? "error",
    source: problem.code,
    message: problem.message,
    renderMessage() {
      const box = window.document.createElement("div");
      box.append(problem.message);
      if (problem.hint) {
        const hint = window.document.createElement("small");
        hint.append(problem.hint);
        box.append(hint);
      }
      return box;
    },
  };
}

// Replace the findings shown in an editor: [{line, column, severity, code, message, hint}].
export function showProblems(view, problems) {
  const found = problems.map((problem) => diagnostic(view.state.doc, problem));
  found.sort((a, b) => a.from - b.from || a.to - b.to);
  view.dispatch(setDiagnostics(view.state, found));
}

// Put the cursor where a finding is, and the editor in view.
export function goTo(view, location) {
  const { from } = place(view.state.doc, location);
  view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
  view.focus();
}

// Keys whose text is written for people: no name is meant there, so none is offered and Enter begins a new line.
const PROSE = /(?:^|[\s{,-])(?:title|label|note|explain|why|change|unverified|url)\s*:\s*[^,}]*$/;

function isProse(context) {
  for (let node = syntaxTree(context.state).resolveInner(context.pos, -1); node; node = node.parent) {
    if (/Comment/.test(node.name)) return true;
  }
  const before = context.state.doc.lineAt(context.pos).text.slice(0, context.pos - context.state.doc.lineAt(context.pos).from);
  return /^\s*#|\s#/.test(before) || PROSE.test(before);
}

function completion(words) {
  if (!words.length) return [];
  const offered = completeFromList(words);
  return autocompletion({ override: [(context) => (isProse(context) ? null : offered(context))] });
}

// Where somebody is: the selection, and how far text and page are scrolled.
export function whereabouts(view) {
  const { anchor, head } = view.state.selection.main;
  return { anchor, head, top: view.scrollDOM.scrollTop, page: window.scrollY, focused: view.hasFocus };
}

// Go back to where somebody was, as far as the text still reaches.
export function returnTo(view, { anchor = 0, head = 0, top = 0, page = 0 }) {
  const end = view.state.doc.length;
  view.dispatch({ selection: { anchor: Math.min(anchor, end), head: Math.min(head, end) } });
  view.focus();
  view.requestMeasure({
    read() {},
    write() {
      view.scrollDOM.scrollTop = top;
      window.scrollTo(0, page);
    },
  });
}

function labelOf(textarea) {
  return textarea.getAttribute("aria-label") ?? textarea.labels?.[0]?.textContent.trim() ?? "";
}

// Turn a textarea into an editor; the textarea keeps the text, so that its form is sent as ever.
export function mount(textarea, options = {}) {
  const { problems = [], completions = [], onChange = () => {}, readOnly = false } = options;
  const view = new EditorView({
    doc: textarea.value,
    extensions: [
      extensions({ ...options, label: labelOf(textarea) }),
      lintGutter(),
      room,
      completion(completions),
      readOnly ? fixed : [],
      EditorView.updateListener.of((update) => {
        if (!update.docChanged) return;
        textarea.value = update.state.doc.toString();
        onChange(textarea.value, view);
      }),
    ],
  });
  textarea.after(view.dom);
  textarea.hidden = true;
  showProblems(view, problems);
  return view;
}

// Show two texts with what differs: side by side where there is room, else one above the other.
export function merge(element, oldText, newText, options = {}) {
  const shared = [extensions(options), fixed];
  const collapseUnchanged = { margin: 3, minSize: 6 };
  if (element.clientWidth >= NARROW) {
    return new MergeView({
      a: { doc: oldText, extensions: shared },
      b: { doc: newText, extensions: shared },
      parent: element,
      gutter: true,
      collapseUnchanged,
    });
  }
  const unified = unifiedMergeView({ original: oldText, mergeControls: false, collapseUnchanged });
  return new EditorView({ doc: newText, extensions: [shared, unified], parent: element });
}
