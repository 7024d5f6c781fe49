"""Tells whether the bundled scripts still belong to their sources, without Node.

``make assets`` records the SHA-256 of every source and of every output; ``make check`` compares. The format is that of
``sha256sum``, with paths from the repository's root.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = Path("kinerja_admin/static/vendor")
MANIFEST = VENDOR / "SHA256SUMS"
SOURCES = ("frontend/build.mjs", "frontend/package.json", "frontend/package-lock.json", "frontend/src/*")


def sums(root: Path) -> dict[str, str]:
    """The digest of every source and output, by path."""
    paths = {path for pattern in SOURCES for path in root.glob(pattern)} | set((root / VENDOR).glob("*"))
    files = sorted(path for path in paths if path.is_file() and path.name != MANIFEST.name)
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def recorded(root: Path) -> dict[str, str]:
    """The digests of the last build; none when there was no build."""
    path = root / MANIFEST
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def differences(root: Path) -> list[str]:
    """The paths that are not as they were at the last build."""
    then, now = recorded(root), sums(root)
    return sorted(path for path in then.keys() | now.keys() if then.get(path) != now.get(path))


def main(arguments: list[str]) -> int:
    """Write the manifest, or compare it with the files."""
    if arguments == ["write"]:
        text = "".join(f"{digest}  {path}\n" for path, digest in sums(ROOT).items())
        (ROOT / MANIFEST).write_text(text, encoding="utf-8")
        return 0
    changed = differences(ROOT)
    for path in changed:
        print(f"{path}: changed since the scripts were bundled; run `make assets` and commit what it writes")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
