"""The frame of every page: one HTML text that needs nothing from elsewhere."""

from html import escape

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "color:#1c2733}code,pre{font:14px ui-monospace,monospace;background:#f3f5f7}"
    "pre{padding:1rem;overflow:auto}td,th{text-align:left;padding:.2rem 1rem .2rem 0;"
    "vertical-align:top}section{border-top:1px solid #d6dde4;margin-top:2rem}"
)


def html_page(title: str, body: str) -> str:
    """`title` is plain text, `body` is HTML."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><h1>{escape(title)}</h1>{body}</body></html>\n"
    )
