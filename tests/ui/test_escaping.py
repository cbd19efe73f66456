"""Whatever a file says goes through one gate, `decision/ui/frame/text.py`, before Streamlit is given it.

Streamlit renders Markdown in labels, help, errors and the like: pictures from elsewhere, links, formulas. So every
call that takes such text is looked at, in the source: it is given a literal, or what the gate has let through.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.conftest import ROOT

FILES = sorted((ROOT / "decision" / "ui").rglob("*.py"))

GATE = {"label"}  # to Markdown
HTML_GATE = {"escape", "said", "label", "slug"}  # to HTML

# Of every call that renders Markdown, which arguments do: their place and their name.
_LABELLED = {0: "label", None: "help"}
_SAID = {0: "body"}
MARKDOWN: dict[str, dict[int | None, str]] = {
    **dict.fromkeys(
        [
            "button", "download_button", "form_submit_button", "link_button", "popover", "menu_button",
            "checkbox", "toggle", "slider", "select_slider", "text_input", "text_area", "number_input", "date_input",
            "time_input", "datetime_input", "file_uploader", "camera_input", "audio_input", "color_picker", "selectbox",
            "multiselect", "radio", "pills", "segmented_control", "feedback", "expander", "status", "metric", "chat_input",
        ],
        _LABELLED,
    ),
    "progress": {1: "text"},  # its first argument is how far it is
    "page_link": {1: "label", None: "help"},  # its first argument is where it leads
    **dict.fromkeys(
        [
            "markdown", "write", "write_stream", "caption", "title", "header", "subheader", "text", "error", "warning",
            "info", "success", "toast", "spinner", "badge", "exception", "latex", "tabs", "dialog", "image",
            "table", "dataframe", "json", "link_column",
        ],
        _SAID,
    ),
}  # fmt: skip
_ALWAYS = {"label", "body", "help", "title", "text", "caption", "captions", "placeholder", "tooltip", "message"}
OPTIONS_IN_MARKDOWN = {"radio", "pills", "segmented_control", "select_slider"}  # others show them as they are

# Streamlit's names that need no gate, with why: a new one has to be thought about.
PLAIN = {
    "html",  # has a test of its own below
    "code",  # shows text as it is
    "iframe",  # a file of ours at an address of its own, from which nothing of the app can be reached
    "vega_lite_chart",  # text in charts is drawn, not rendered; the words beside it are an attribute
    "data_editor", "TextColumn", "SelectboxColumn",  # cells and heads are drawn as they are: tests/browser/test_new_decision.py
    "container", "columns", "empty",  # take no text
    "logo", "set_page_config", "navigation", "Page", "switch_page", "App", "get_option",  # names of ours alone
    "stop", "rerun", "fragment", "cache_resource", "login", "logout",
    "component",  # what a component is given, its own code shows: tests of the panel
}  # fmt: skip


def is_let_through(node: ast.expr | None) -> bool:
    """Whether what an expression gives is of our own writing, or escaped by the gate, whatever it comes to."""
    match node:
        case None | ast.Constant():
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name in GATE
        case ast.IfExp(body=body, orelse=orelse):
            return is_let_through(body) and is_let_through(orelse)
        case ast.BoolOp(values=values):
            return all(map(is_let_through, values))
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return is_let_through(left) and is_let_through(right)
        case ast.JoinedStr(values=values):
            return all(map(is_let_through, values))
        case ast.FormattedValue(value=value):
            return is_let_through(value)
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            return all(map(is_let_through, elements))
        case ast.Starred(value=value):
            return is_let_through(value)
        case ast.ListComp(elt=element):
            return is_let_through(element)
        case ast.Lambda(body=body):
            return is_let_through(body)
    return False


def streamlit_calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call of ``st.name(…)``, and of a method of that name on anything else that may be a part of a page."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            inner = node.func
            root: ast.expr = inner.value
            while isinstance(root, ast.Attribute):
                root = root.value
            if isinstance(root, ast.Name) and root.id == "st":
                yield inner.attr, node


def unescaped(name: str, call: ast.Call) -> list[str]:
    """What of a call Streamlit would render although it may come from a file."""
    if name in PLAIN or name not in MARKDOWN:
        return []
    places = {place for place in MARKDOWN[name] if place is not None}
    texts: list[tuple[str, ast.expr]] = [
        (f"argument {place}", call.args[place]) for place in places if place < len(call.args)
    ]
    texts += [(word.arg, word.value) for word in call.keywords if word.arg in _ALWAYS]
    if name in OPTIONS_IN_MARKDOWN:
        functions = [word.value for word in call.keywords if word.arg == "format_func"]
        options = [word.value for word in call.keywords if word.arg == "options"] + list(call.args[1:2])
        texts += [("options", each) for each in functions or options]
    return [where for where, each in texts if not is_let_through(each)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT / "decision" / "ui")))
def test_every_text_goes_through_the_gate(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [
        f"line {call.lineno}: st.{name}, {where}: pass it through label()"
        for name, call in streamlit_calls(tree)
        for where in unescaped(name, call)
    ]
    assert not found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT / "decision" / "ui")))
def test_every_call_of_streamlit_is_one_that_was_thought_about(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    known = PLAIN | set(MARKDOWN) | {"get", "items", "pop", "setdefault", "load_if_toml_exists", "to_dict", "clear"}
    assert {name for name, _ in streamlit_calls(tree)} <= known


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT / "decision" / "ui")))
def test_streamlit_is_called_by_its_own_name_alone(path: Path) -> None:
    """So that no call is overlooked: not as a method of a column, and not under a name it was given by an import."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "streamlit":
            assert not {each.name for each in node.names} & set(MARKDOWN), f"line {node.lineno}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of = node.func.value
            alone = isinstance(of, ast.Name) and of.id == "st"
            only_streamlit = set(MARKDOWN) - {
                "write",
                "text",
                "title",
                "table",
                "status",
                "error",
                "json",
                "image",
                "info",
            }
            assert alone or node.func.attr not in only_streamlit, (
                f"line {node.lineno}: call st.{node.func.attr} inside `with`"
            )


# --- HTML ---------------------------------------------------------------------------------------------------

TEXTS = {  # of the model: what a file says in words
    "name", "title", "question", "about", "unit", "text", "because", "source", "evidence", "basis", "test", "use",
    "caveat", "owner", "currency", "message", "weights_problem", "what_if_problem", "what", "baseline", "target", "indicator",
    "reader", "when", "before_launch",
}  # fmt: skip


def bare_texts(tree: ast.AST) -> Iterator[str]:
    """Texts of the model that stand in HTML without having been escaped."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and any(
            isinstance(part, ast.Constant) and "<" in str(part.value) for part in node.values
        ):
            for part in node.values:
                if isinstance(part, ast.FormattedValue):
                    yield from _bare(part.value)


def _bare(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call):
        called = node.func.id if isinstance(node.func, ast.Name) else None
        if called in HTML_GATE:
            return
        if called is not None:  # a function of ours that gives HTML escapes by itself
            return
    if isinstance(node, ast.Attribute) and node.attr in TEXTS:
        yield f"line {node.lineno}: {ast.unparse(node)}"
    elif isinstance(node, ast.IfExp):  # its test is not shown
        yield from _bare(node.body)
        yield from _bare(node.orelse)
    elif not isinstance(node, ast.JoinedStr):  # which is looked at by itself
        for child in ast.iter_child_nodes(node):
            yield from _bare(child)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT / "decision" / "ui")))
def test_every_text_in_html_is_escaped(path: Path) -> None:
    assert not list(bare_texts(ast.parse(path.read_text(encoding="utf-8"))))


# --- the tests themselves -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "st.error(result)",
        "st.error(str(error))",
        'st.button(f"Remove {name}")',
        'st.button("Remove", help=option.name)',
        "st.radio('x', ids, format_func=lambda id: names[id])",
        "st.pills('x', names)",
        "st.tabs([option.name for option in options])",
        "st.expander('a' + title)",
        "st.toast(label(a) + b)",
        "st.dialog(title)",
        "st.radio('x', ids, format_func=lambda id: label(names[id]), captions=[f(id) for id in ids])",
    ],
)
def test_a_text_that_is_not_escaped_is_found(line: str) -> None:
    ((name, call),) = ((name, call) for name, call in streamlit_calls(ast.parse(line)))
    assert unescaped(name, call)


@pytest.mark.parametrize(
    "line",
    [
        "st.error(label(result))",
        'st.button("a" if more else label(name), key=key, on_click=go, args=(name,))',
        "st.tabs(['a', *(['b'] if more else [])])",
        "st.radio('x', ids, format_func=lambda id: label(names[id]))",
        "st.selectbox('x', names, format_func=lambda id: names[id])",
        "st.tabs([label(option.name) for option in options])",
    ],
)
def test_a_text_that_is_escaped_passes(line: str) -> None:
    ((name, call),) = ((name, call) for name, call in streamlit_calls(ast.parse(line)))
    assert not unescaped(name, call)


def test_a_text_in_html_that_is_not_escaped_is_found() -> None:
    assert list(bare_texts(ast.parse('f"<b>{option.name}</b>"')))
    assert list(bare_texts(ast.parse('f"<b>{option.name.upper()}</b>"')))
    assert not list(bare_texts(ast.parse('f"<b>{escape(option.name)}</b>"')))
