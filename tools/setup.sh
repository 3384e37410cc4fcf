#!/bin/sh
# Bring .venv to the state that a lock file states; do nothing, quickly, when it is there already.
# Usage: tools/setup.sh runtime|dev|bench     (each holds all that the one before it holds)
set -eu
cd "$(dirname "$0")/.."
want=${1:?which lock file: runtime, dev or bench}
venv=.venv
stamps=$venv/.stamps

say() { printf '%s\n' "glidepath set-up: $*"; }

content_of() { cat "$@" | cksum | tr ' ' '-'; }

is_python() { # PROGRAM, LOWEST, HIGHEST minor version of Python 3
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c "import sys; v = sys.version_info; sys.exit(not (v[0] == 3 and $2 <= v[1] <= $3))" 2>/dev/null
}

find_python() {
    for highest in 13 99; do
        for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python3.14 python; do
            if is_python "$candidate" 11 "$highest"; then
                echo "$candidate"
                return
            fi
        done
    done
}

make_venv() {
    python=$(find_python)
    if [ -z "$python" ]; then
        say "no Python 3.11 or newer was found; python3 here is: $(python3 --version 2>&1 || true)"
        say "Python 3.11, 3.12 or 3.13 is needed. Install one, or name it: make PYTHON=path/to/python3.12 ..."
        exit 2
    fi
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        say "$python has no venv module. On Debian and Ubuntu: install the package python3-venv."
        exit 2
    fi
    say "making $venv with $("$python" --version)"
    rm -rf "$venv"
    "$python" -m venv "$venv"
}

is_done() { [ -f "$stamps/$1" ] && [ "$(cat "$stamps/$1")" = "$2" ]; }

install_lock() {
    say "installing what lock/$want.txt pins"
    rm -rf "$stamps"
    "$venv/bin/python" -m pip install -qq --disable-pip-version-check --require-hashes -r "lock/$want.txt"
    mkdir -p "$stamps"
    for name in runtime dev bench; do
        content_of "lock/$name.txt" >"$stamps/$name"
        [ "$name" = "$want" ] && break
    done
}

install_package() {
    "$venv/bin/python" -m pip install -qq --disable-pip-version-check \
        --no-index --no-deps --no-build-isolation --editable .
    content_of pyproject.toml >"$stamps/package"
}

"$venv/bin/python" -c '' 2>/dev/null || make_venv
is_done "$want" "$(content_of "lock/$want.txt")" || install_lock
is_done package "$(content_of pyproject.toml)" || install_package
# Compiled once here, so that a command starts quickly even where Python may not write its cache.
"$venv/bin/python" -m compileall -q -j 0 src/glidepath
