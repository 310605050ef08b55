#!/usr/bin/env bash
# The peers: DuckDB and Polars in a virtual environment of their own, against this library, on the same consumers.
# Prints a table in Markdown; what is kept of it stands in benches/README.md.
#
#   benches/peers/run.sh                     # 1,000,000 consumers, and 100,000 for the form with a row an account-month
#   benches/peers/run.sh --consumers 50000   # as many for all, for a trial
set -euo pipefail
cd "$(dirname "$0")/../.."

target=${CARGO_TARGET_DIR:-target}
venv=$target/peers/venv
if [ ! -x "$venv/bin/python" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --requirement benches/peers/requirements.txt
fi
ours=$(cargo bench --quiet --locked --features rayon --bench peers -- --where)
PYTHONDONTWRITEBYTECODE=1 exec "$venv/bin/python" benches/peers/peers.py --ours "$ours" --work "$target/peers" "$@"
