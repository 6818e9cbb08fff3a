#!/usr/bin/env bash
# The processor time of `ferry detect` as a whole process beside that of `liquibase status` on the same database, in turn.
# Wants a built target/ (mvn package -DskipTests) and the database in FERRY_URL, FERRY_USER and FERRY_PASSWORD.
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${1:-15}
TIMEFORMAT='%U %S %R'

detect() { target/ferry detect --json >/dev/null; }
# As the program itself runs it: with the same change sets and the same names of tables.
liquibase() {
  LIQUIBASE_COMMAND_USERNAME=${FERRY_USER-} LIQUIBASE_COMMAND_PASSWORD=${FERRY_PASSWORD-} java \
    -Dliquibase.databaseChangelogTableName=ferry_changelog \
    -Dliquibase.databaseChangelogLockTableName=ferry_changelog_lock \
    -cp 'target/jetty-ferry.jar:target/lib/*' liquibase.integration.commandline.LiquibaseCommandLine \
    --log-level=off --show-banner=false --analytics-enabled=false status --url="$FERRY_URL" \
    --changelog-file="org/jettyferry/sql/$(cut -d: -f2 <<<"$FERRY_URL" | sed 's/mariadb/mysql/')/registry.sql" >/dev/null 2>&1
}
# CPU seconds and seconds of a command
took() { { time "$@"; } 2>&1 | awk '{ print $1 + $2, $3 }'; }

detect # the first one makes the class-data archive
liquibase || { echo "liquibase status failed" >&2; exit 1; }
runs=$(for _ in $(seq "$rounds"); do echo "$(took detect) $(took liquibase)"; done)
median() { cut -d' ' -f"$1" <<<"$runs" | sort -n | sed -n "$(((rounds + 1) / 2))p"; }

echo "median of $rounds: ferry detect $(median 1) s of a processor in $(median 2) s, liquibase status $(median 3) s in" \
  "$(median 4) s: 1 to $(awk -v a="$(median 1)" -v b="$(median 3)" 'BEGIN { printf "%.1f", b / a }')"
