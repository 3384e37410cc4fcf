#!/usr/bin/env bash
# Write the lock files anew: every package pinned with its hashes, one file good for Python 3.11 to 3.13.
# Usage: tools/lock.sh UV [--upgrade]      (UV is the path of the uv program; `make lock` brings it)
set -euo pipefail
cd "$(dirname "$0")/.."
uv=$1
shift
mkdir -p lock

compile() { # NAME, then what goes in
    local name=$1
    shift
    "$uv" pip compile --quiet --universal --generate-hashes --no-header --no-annotate --fork-strategy fewest \
        --python-version 3.11 --output-file "lock/$name.txt" "$@"
    echo "lock/$name.txt: $(grep -c '==' "lock/$name.txt") packages"
}

compile runtime pyproject.toml --group build "$@"
compile dev pyproject.toml --group build --group dev --constraints lock/runtime.txt "$@"
compile bench pyproject.toml --extra population --group build --group dev --group bench \
    --constraints lock/dev.txt "$@"
compile uv --group lock "$@"
