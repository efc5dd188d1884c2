#!/bin/sh
# A cluster on one machine, to try with: a scheduler and two workers, until Ctrl-C.
#
#     docs/examples/local_cluster.sh [PORT]
#     .venv/bin/analysis run --scheduler tcp://127.0.0.1:8786 --reports FOLDER
set -eu
port="${1:-8786}"
python="${PYTHON:-$(dirname "$0")/../../.venv/bin/python}"
# One thread inside a model: the same sums in the same order.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1
"$python" -m dask scheduler --host 127.0.0.1 --port "$port" --no-dashboard &
scheduler=$!
# Workers whose scheduler does not come, or is gone, end after two minutes.
"$python" -m dask worker "tcp://127.0.0.1:$port" --host 127.0.0.1 --nworkers 2 --nthreads 1 --no-dashboard \
    --death-timeout 120 &
worker=$!
# The workers first: one whose scheduler ends before it looks for it for two minutes.
stop() {
    trap 'kill "$worker" "$scheduler" 2>/dev/null; exit 1' INT TERM HUP
    kill "$worker" 2>/dev/null && wait "$worker" || true
    kill "$scheduler" 2>/dev/null && wait "$scheduler" || true
}
trap stop EXIT
trap 'exit 0' INT TERM HUP
wait "$scheduler" || true
echo "The scheduler has ended, and its workers with it. If port $port is taken, give another: $0 8790" >&2
exit 1
