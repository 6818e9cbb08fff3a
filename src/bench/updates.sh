#!/usr/bin/env bash
# On a PostgreSQL database for tests, in FERRY_URL, FERRY_USER and FERRY_PASSWORD, with a built target/ (mvn package -DskipTests):
# 1. the processor time of `ferry run-update` with nothing to do, beside `liquibase status` of the same change log
# 2. that of `ferry run-update --all` for some schemata with nothing to do, beside a `liquibase status` for each
# 3. the time of `ferry column expand`, beside one UPDATE of the whole table
# It makes schemata bench_… and leaves them.
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${1:-9}
schemata=${2:-20}
rows=${3:-1000000}
TIMEFORMAT='%U %S %R'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# CPU seconds and seconds of a command
took() { { time "$@" >/dev/null; } 2>&1 | awk '{ print $1 + $2, $3 }'; }
median() { sort -n | sed -n "$((($1 + 1) / 2))p"; }
in_schema() { echo "$FERRY_URL$([[ $FERRY_URL = *\?* ]] && echo '&' || echo '?')currentSchema=$1"; }
# A change log in SQL of one change set, whose statements are standard input, in a folder of its own.
folder() {
  mkdir -p "$work/$1"
  printf 'updates:\n  - changelog: changes.sql\n' >"$work/$1/updates.yaml"
  { printf -- '--liquibase formatted sql\n\n--changeset bench:%s\n' "$1$RANDOM$RANDOM"; cat; } >"$work/$1/changes.sql"
}
liquibase() {
  LIQUIBASE_COMMAND_USERNAME=${FERRY_USER-} LIQUIBASE_COMMAND_PASSWORD=${FERRY_PASSWORD-} java \
    -cp 'target/jetty-ferry.jar:target/lib/*' liquibase.integration.commandline.LiquibaseCommandLine \
    --log-level=off --show-banner=false --analytics-enabled=false --search-path="$PWD/webapp-sample/updates" status \
    --changelog-file=orders.xml --url="$(in_schema "$1")" >/dev/null 2>&1
}

mkdir "$work/shop"
cp webapp-sample/updates/orders.xml "$work/shop"
printf 'updates:\n  - changelog: orders.xml\n' >"$work/shop/updates.yaml"
for i in $(seq "$schemata"); do echo "create schema if not exists bench_$i;"; done | folder schemata
FERRY_URL=$(in_schema public) target/ferry run-update --updates "$work/schemata" >/dev/null
for i in $(seq "$schemata"); do
  target/ferry schema add "bench_$i" --schema-url "$(in_schema "bench_$i")" >/dev/null 2>&1 || true
done
target/ferry run-update --all --updates "$work/shop" >/dev/null
liquibase bench_1 || { echo "liquibase status failed" >&2; exit 1; }

one() { FERRY_URL=$(in_schema bench_1) target/ferry run-update --updates "$work/shop"; }
all() { target/ferry run-update --all --updates "$work/shop"; }
one >/dev/null # makes the class-data archive
runs=$(for _ in $(seq "$rounds"); do echo "$(took one) $(took all) $(took liquibase bench_1)"; done)
column() { cut -d' ' -f"$1" <<<"$runs" | median "$rounds"; }
echo "median of $rounds: nothing to do: ferry run-update $(column 1) s of a processor in $(column 2) s, liquibase status" \
  "$(column 5) s in $(column 6) s: 1 to $(awk -v a="$(column 1)" -v b="$(column 5)" 'BEGIN { printf "%.1f", b / a }')"
echo "median of $rounds: $schemata schemata with nothing to do: ferry run-update --all $(column 3) s of a processor in" \
  "$(column 4) s, a liquibase status for each" \
  "$(awk -v n="$schemata" -v b="$(column 5)" 'BEGIN { printf "%.1f", n * b }') s: 1 to $(awk -v n="$schemata" \
  -v a="$(column 3)" -v b="$(column 5)" 'BEGIN { printf "%.1f", n * b / a }')"

export FERRY_URL
FERRY_URL=$(in_schema bench_1)
for round in 1 2 3; do
  folder table <<E2
drop table if exists shop_order;
create table shop_order (order_id bigint primary key, customer varchar(200) not null, total_cents int);
insert into shop_order select n, 'customer ' || n, n % 100000 from generate_series(1, $rows) n;
E2
  target/ferry run-update --updates "$work/table" >/dev/null
  expand=$(took target/ferry column expand webapp-sample/updates/columns/order-total.yaml | cut -d' ' -f2)
  folder update <<E2
alter table shop_order add column total_2 numeric(12,2);
update shop_order set total_2 = total_cents / 100.0;
E2
  update=$(took target/ferry run-update --updates "$work/update" | cut -d' ' -f2)
  echo "round $round: $rows rows: ferry column expand $expand s, one UPDATE $update s:" \
    "$(awk -v a="$expand" -v b="$update" 'BEGIN { printf "%.2f", b / a }')"
  target/ferry column abort webapp-sample/updates/columns/order-total.yaml --yes >/dev/null
done
