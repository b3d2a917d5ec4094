"""Holds the pages of a book to the HTML standard, and their links to each other."""

import pathlib
import re
import sys
import urllib.parse
import xml.etree.ElementTree

import html5lib

folder = pathlib.Path(sys.argv[1])
pages = sorted(folder.glob("*.html"))
faults = []
names = {}
links = []
for page in pages:
    text = page.read_text(encoding="utf-8")
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(text)
    faults += [f"{page.name}: {position}: {name}" for position, name, _ in parser.errors]
    identifiers = [e.get("id") for e in tree.iter() if e.get("id")]
    faults += [f"{page.name}: two of #{i}" for i in set(identifiers) if identifiers.count(i) > 1]
    names[page.name] = set(identifiers)
    links += [(page.name, e.get("href")) for e in tree.iter("a") if e.get("href")]
    for drawing in re.findall(r"<svg.*?</svg>|<math.*?</math>", text, re.DOTALL):
        try:
            xml.etree.ElementTree.fromstring(drawing)
        except xml.etree.ElementTree.ParseError as error:
            faults.append(f"{page.name}: a drawing or a formula is not well-formed: {error}")
    if len(text.encode()) > 3_000_000:
        faults.append(f"{page.name}: {len(text.encode())} bytes, more than 3 000 000")
for page, link in links:
    address, _, anchor = link.partition("#")
    if "://" in address:
        continue
    target = address or page
    if target not in names:
        faults.append(f"{page}: {link} leads nowhere")
    elif anchor and urllib.parse.unquote(anchor) not in names[target]:
        faults.append(f"{page}: {link} has no such place")
print("\n".join(faults[:40]) or f"{len(pages)} pages hold to the standard")
sys.exit(1 if faults or not pages else 0)
