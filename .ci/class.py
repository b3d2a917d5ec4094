"""Writes a class of synthetic submissions into a folder: .ci/class.py FOLDER [COUNT]

Right ones, partly filled ones, and every kind of fault, as folders, archives and bundles.
"""

import pathlib
import random
import re
import shutil
import subprocess
import sys
import zipfile

root = pathlib.Path(__file__).resolve().parent.parent
labels = sorted(path.stem for path in (root / "Solutions").glob("*.swift"))
imports = "import Exchange\nimport Foundation\n"


def solution(label):
    return imports + (root / "Solutions" / f"{label}.swift").read_text()


def stubs(label, bodies="throw Unattempted()"):
    """The solutions with every public function's body in the place of its own."""
    text, result, depth = solution(label), [], None
    for line in text.split("\n"):
        if depth is None:
            result.append(line)
            if line.startswith("public func ") or result and re.match(r"\) throws.*\{$", line):
                depth = "open" if line.endswith("{") else None
        elif line == "}":
            result += ["  " + bodies, "}"]
            depth = None
    return "\n".join(result)


def mark(text, who):
    """Makes a text differ from everybody else's, so that nothing is shared by chance."""
    return text + f"\n// {who}\n"


def write(folder, files):
    exercises = folder / "Exercises"
    exercises.mkdir(parents=True)
    for label, text in files.items():
        (exercises / f"{label}.swift").write_text(text)


def pack(target, files, method=zipfile.ZIP_DEFLATED, separator="/", extra=()):
    with zipfile.ZipFile(target, "w", method) as archive:
        for label, text in files.items():
            archive.writestr(zipfile.ZipInfo(f"Exercises{separator}{label}.swift"), text, method)
        for name in extra:
            archive.writestr(name, "x")


def bundle(target, files):
    scratch = target.with_suffix(".tmp")
    write(scratch, files)
    for words in (
        ["init", "-q", "-b", "main"], ["add", "-A"],
        ["-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "x"],
        ["bundle", "create", "-q", str(target), "main"],
    ):
        subprocess.run(["git", *words], cwd=scratch, check=True)
    shutil.rmtree(scratch)


def main():
    folder = pathlib.Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 30
    folder.mkdir(parents=True)
    chance = random.Random(1)
    makers = [
        lambda who: write(folder / who, {l: mark(solution(l), who) for l in labels}),
        lambda who: write(
            folder / who, {l: mark(solution(l), who) for l in chance.sample(labels, 6)}),
        lambda who: pack(
            folder / f"{who}.zip", {l: mark(solution(l), who) for l in labels[:8]},
            extra=["__MACOSX/._x", ".DS_Store", "notes.txt"]),
        lambda who: write(folder / who, {l: solution(l) for l in labels}),
        lambda who: write(folder / who, {l: "let x: = " + who for l in labels[:4]}),
        lambda who: pack(
            folder / f"{who}.zip",
            {l: mark(solution(l) if i % 2 else stubs(l, "fatalError()"), who)
             for i, l in enumerate(labels)}, zipfile.ZIP_STORED, "\\"),
        lambda who: write(
            folder / who,
            {l: mark(stubs(l, "while true {}"), who) if i == 3 else mark(solution(l), who)
             for i, l in enumerate(labels)}),
        lambda who: (folder / who / "Exercises").mkdir(parents=True),
        lambda who: (folder / f"{who}.zip").write_bytes(b"Rar!\x1a\x07 no zip at all"),
        lambda who: bundle(
            folder / f"{who}.bundle", {l: mark(solution(l), who) for l in labels[:10]}),
    ]
    for number in range(count):
        makers[number % len(makers)](f"learner-{number + 1:03}")


main()
