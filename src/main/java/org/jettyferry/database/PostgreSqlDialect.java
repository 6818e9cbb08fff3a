package org.jettyferry.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** PostgreSQL: DDL takes part in transactions, and names of indexes and keys are global in a schema. */
final class PostgreSqlDialect extends Dialect {
    private static final int HAS_CRC32 = 18;
    private static final int HAS_TID_RANGES = 14;
    private static final int NAMES_NOT_NULL = 18;

    /** Limits that are meant for requests; a long run would lose its lock to them. Not every version has them all. */
    private static final String WITHOUT_LIMITS = """
            select set_config(name, '0', false) from pg_settings
             where name in ('statement_timeout', 'transaction_timeout', 'idle_session_timeout',
                            'idle_in_transaction_session_timeout')
            """;

    private final int version;
    private final BlobCheck blobCheck;

    /** Before the server was asked for its version: enough to connect and to read errors. */
    PostgreSqlDialect() {
        this(0);
    }

    private PostgreSqlDialect(int version) {
        this.version = version;
        this.blobCheck = version >= HAS_CRC32
                ? BlobCheck.crc32("crc32(%s)")
                : BlobCheck.md5("cast(cast('x' || substr(md5(%s), 1, 8) as bit(32)) as bigint)");
    }

    @Override
    Dialect refined(Connection connection) throws SQLException {
        return new PostgreSqlDialect(connection.getMetaData().getDatabaseMajorVersion());
    }

    @Override
    public String id() {
        return "postgresql";
    }

    @Override
    String driverClass() {
        return "org.postgresql.Driver";
    }

    @Override
    Map<String, String> connectionProperties() {
        return Map.of(
                "ApplicationName", "jetty-ferry",
                "connectTimeout", "10",
                "tcpKeepAlive", "true",
                "reWriteBatchedInserts", "true");
    }

    @Override
    void prepare(Connection connection) throws SQLException {
        Sql.execute(connection, "set lock_timeout = '5s'");
        Sql.execute(connection, "set client_min_messages = 'error'");
        Sql.execute(connection, "set standard_conforming_strings = on");
        Sql.texts(connection, WITHOUT_LIMITS);
        noticeDeadClient(connection);
    }

    /** So that what a killed process had asked for last ends soon, and with it the lock. Windows doesn't know it. */
    private static void noticeDeadClient(Connection connection) {
        try {
            Sql.texts(connection, """
                    select set_config(name, '2s', false) from pg_settings where name = 'client_connection_check_interval'
                    """);
        } catch (SQLException e) {
            // Then it ends with the statement that runs.
        }
    }

    @Override
    public Problem classify(SQLException error) {
        String state = error.getSQLState() == null ? "" : error.getSQLState();
        return switch (state) {
            case "28P01", "28000" -> Problem.LOGIN_REFUSED;
            case "3D000" -> Problem.NO_SUCH_DATABASE;
            case "25006" -> Problem.READ_ONLY;
            case "42501" -> Problem.NO_RIGHTS;
            case "55P03", "40P01" -> Problem.LOCKED;
            case "53100", "53200", "54000" -> Problem.NO_ROOM;
            case "22001" -> Problem.TOO_LONG;
            case "23505" -> Problem.DUPLICATE;
            case "42P01", "42703", "3F000" -> Problem.NO_SUCH_OBJECT;
            case "08001" -> Problem.UNREACHABLE;
            case "08003", "08006", "08007", "57P01", "57P02", "57P03", "57P05", "25P03" -> Problem.CONNECTION_LOST;
            default -> Problem.OTHER;
        };
    }

    @Override
    public String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public String fold(String identifier) {
        return identifier.toLowerCase(Locale.ROOT);
    }

    @Override
    public String currentSchema(Connection connection) throws SQLException {
        return Sql.text(connection, "select coalesce(current_schema(), 'public')");
    }

    @Override
    public int maxIdentifier() {
        return 63;
    }

    @Override
    public boolean exists(Connection connection, TableName name) throws SQLException {
        return Sql.number(connection, "select count(*) from pg_class where oid = to_regclass(?)", name.sql(this)) > 0;
    }

    @Override
    Map<String, String> columnTypes(Connection connection, TableName name) throws SQLException {
        return Sql.map(connection, """
                select a.attname, format_type(a.atttypid, a.atttypmod)
                       || coalesce(' collate ' || quote_ident(n.nspname) || '.' || quote_ident(c.collname), '')
                  from pg_attribute a
                  join pg_type t on t.oid = a.atttypid
                  left join pg_collation c on c.oid = a.attcollation and a.attcollation <> t.typcollation
                  left join pg_namespace n on n.oid = c.collnamespace
                 where a.attrelid = cast(? as regclass) and a.attnum > 0 and not a.attisdropped
                """, name.sql(this));
    }

    @Override
    public List<String> dependents(Connection connection, TableName name) throws SQLException {
        String table = name.sql(this);
        List<String> found = new ArrayList<>();
        found.addAll(Sql.texts(
                connection,
                "select 'trigger ' || tgname from pg_trigger where tgrelid = cast(? as regclass) and not tgisinternal",
                table));
        found.addAll(Sql.texts(
                connection,
                "select 'foreign key ' || conname || ' of ' || cast(cast(conrelid as regclass) as text)"
                        + " from pg_constraint where contype = 'f' and cast(? as regclass) in (conrelid, confrelid)",
                table));
        found.addAll(Sql.texts(connection, """
                select distinct 'view ' || cast(cast(r.ev_class as regclass) as text)
                  from pg_depend d join pg_rewrite r on r.oid = d.objid
                 where d.classid = cast('pg_rewrite' as regclass) and d.refobjid = cast(? as regclass)
                   and r.ev_class <> d.refobjid
                """, table));
        return found;
    }

    @Override
    public long bytesOf(Connection connection, TableName name) throws SQLException {
        return Sql.number(connection, "select pg_total_relation_size(cast(? as regclass))", name.sql(this));
    }

    @Override
    public String nowMillis() {
        return "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";
    }

    @Override
    public boolean readOnly(Connection connection) throws SQLException {
        return Sql.text(connection, "select current_setting('transaction_read_only')")
                        .equals("on")
                || Sql.text(connection, "select cast(pg_is_in_recovery() as text)")
                        .equals("true");
    }

    @Override
    public List<String> missingRights(Connection connection, List<TableName> tables) throws SQLException {
        List<String> missing = new ArrayList<>();
        String user = Sql.text(connection, "select current_user");
        for (TableName table : tables) {
            if (!Sql.text(connection, "select cast(has_schema_privilege(?, 'CREATE') as text)", table.schema())
                    .equals("true")) {
                missing.add("grant create on schema " + quote(table.schema()) + " to " + quote(user));
            }
            String owner = Sql.text(
                    connection,
                    "select pg_get_userbyid(relowner) from pg_class where oid = cast(? as regclass)",
                    table.sql(this));
            if (!Sql.text(connection, "select cast(pg_has_role(?, 'USAGE') as text)", owner)
                    .equals("true")) {
                missing.add("grant " + quote(owner) + " to " + quote(user));
            }
        }
        return missing.stream().distinct().toList();
    }

    /** The server doesn't tell how full its disk is; where it runs on this machine, its data folder does. */
    @Override
    public OptionalLong freeBytes(Connection connection) throws SQLException {
        boolean local = Sql.text(
                        connection, "select coalesce(cast(inet_server_addr() = inet_client_addr() as text), 'true')")
                .equals("true");
        boolean allowed = Sql.text(connection, "select cast(pg_has_role('pg_read_all_settings', 'USAGE') as text)")
                .equals("true");
        return local && allowed
                ? LocalDisk.freeBytes(Sql.text(connection, "select current_setting('data_directory')"))
                : OptionalLong.empty();
    }

    /** Names no statement's text: it may hold session data. */
    @Override
    public List<String> users(Connection connection, List<TableName> tables) throws SQLException {
        List<String> users = new ArrayList<>();
        for (TableName table : tables) {
            users.addAll(Sql.texts(connection, """
                    select 'pid ' || a.pid || ', user ' || a.usename || ', from ' || coalesce(host(a.client_addr), 'a local socket')
                           || ', program ' || coalesce(nullif(a.application_name, ''), 'unknown') || ', ' || coalesce(a.state, 'state unknown')
                           || ' since ' || to_char(a.state_change, 'HH24:MI:SS')
                      from pg_stat_activity a
                     where a.datname = current_database() and a.backend_type = 'client backend'
                       and a.pid <> pg_backend_pid() and a.application_name <> 'jetty-ferry'
                       and (strpos(lower(a.query), lower(?)) > 0
                            or exists (select 1 from pg_locks l where l.pid = a.pid and l.relation = cast(? as regclass)))
                    """, table.name(), table.sql(this)));
        }
        return users.stream().distinct().toList();
    }

    @Override
    public boolean tryLock(Connection connection, String name) throws SQLException {
        return Sql.text(connection, "select cast(pg_try_advisory_lock(?) as text)", LockKey.of(name))
                .equals("true");
    }

    @Override
    public void unlock(Connection connection, String name) throws SQLException {
        Sql.text(connection, "select cast(pg_advisory_unlock(?) as text)", LockKey.of(name));
    }

    @Override
    public Optional<String> lockHolder(Connection connection, String name) throws SQLException {
        long key = LockKey.of(name);
        return Sql.texts(connection, """
                        select 'database session ' || l.pid || ' of user ' || a.usename || ' from '
                               || coalesce(host(a.client_addr), 'a local socket') || ', since ' || to_char(a.backend_start, 'YYYY-MM-DD HH24:MI:SS')
                          from pg_locks l join pg_stat_activity a on a.pid = l.pid
                         where l.locktype = 'advisory' and l.granted
                           and l.database = (select oid from pg_database where datname = current_database())
                           and (cast(l.classid as bigint) << 32) | cast(l.objid as bigint) = ?
                        """, key).stream().findFirst();
    }

    @Override
    public boolean transactionalDdl() {
        return true;
    }

    @Override
    public boolean globalIndexNames() {
        return true;
    }

    @Override
    public List<String> renames(Connection connection, List<Rename> renames) throws SQLException {
        return new PostgreSqlRenames(this).of(connection, renames);
    }

    @Override
    public List<String> renamesOfParts(Rename rename, List<String> key, List<String> indexes) {
        PostgreSqlRenames renames = new PostgreSqlRenames(this);
        List<String> constraints = new ArrayList<>();
        if (version >= NAMES_NOT_NULL) {
            key.forEach(column -> constraints.add(rename.from().name() + "_" + column + "_not_null"));
        }
        constraints.add(rename.from().name() + "_pkey");
        return renames.ofParts(rename, constraints, indexes);
    }

    @Override
    public List<String> likeOwner(Connection connection, TableName model, TableName table) throws SQLException {
        List<String> statements = new ArrayList<>();
        String to = table.sql(this);
        String owner = Sql.text(
                connection,
                "select pg_get_userbyid(relowner) from pg_class where oid = cast(? as regclass)",
                model.sql(this));
        if (!owner.equals(Sql.text(connection, "select current_user"))) {
            statements.add("alter table " + to + " owner to " + quote(owner));
        }
        statements.addAll(Sql.texts(connection, """
                select 'grant ' || x.privilege_type || ' on ' || ? || ' to '
                       || case when x.grantee = 0 then 'public' else quote_ident(pg_get_userbyid(x.grantee)) end
                       || case when x.is_grantable then ' with grant option' else '' end
                  from pg_class c cross join lateral aclexplode(c.relacl) x
                 where c.oid = cast(? as regclass) and x.grantee <> c.relowner
                """, to, model.sql(this)));
        return statements;
    }

    @Override
    public List<String> analyze(TableName table) {
        return List.of("analyze " + table.sql(this));
    }

    @Override
    public String bytes(byte[] value) {
        return "'\\x" + hex(value) + "'::bytea";
    }

    @Override
    public String octetLength(String expression) {
        return "octet_length(" + expression + ")";
    }

    @Override
    public String concat(List<String> expressions) {
        return String.join(" || ", expressions);
    }

    @Override
    public String digest(String expression) {
        return "md5(" + expression + ")";
    }

    @Override
    public String rowCheck(List<String> texts, List<String> numbers) {
        return folded(this, "hashtextextended(" + joined(texts) + ", 0)", numbers);
    }

    /** Its sum of bigint is exact and needs no cast. */
    @Override
    public String sum(String expression) {
        return "coalesce(sum(" + expression + "), 0)";
    }

    /** From 14 on there is a scan by ranges of ctid; rows stay where they are while nobody writes. */
    @Override
    public OptionalLong blocks(Connection connection, TableName table) throws SQLException {
        return version < HAS_TID_RANGES
                ? OptionalLong.empty()
                : OptionalLong.of(Sql.number(
                        connection,
                        "select pg_relation_size(cast(? as regclass)) / current_setting('block_size')::int",
                        table.sql(this)));
    }

    @Override
    public String inBlocks(String alias, long from, long to) {
        return alias + ".ctid >= '(" + from + ",0)'::tid and " + alias + ".ctid < '(" + to + ",0)'::tid";
    }

    @Override
    public BlobCheck blobCheck() {
        return blobCheck;
    }

    @Override
    public String utf8(String expression) {
        return "convert_to(" + expression + ", 'UTF8')";
    }

    /** COPY in binary form takes the very type of the column and no other. */
    @Override
    public String number(String expression, String columnType) {
        return "cast(" + expression + " as " + columnType + ")";
    }

    @Override
    public String longType() {
        return "bigint";
    }

    @Override
    public String xor(String left, String right) {
        return "(" + left + " # " + right + ")";
    }

    @Override
    public String limit(String select, long rows) {
        return select + " limit " + rows;
    }

    @Override
    public String nth(String orderedSelect, long place) {
        return orderedSelect + " offset " + place + " limit 1";
    }

    @Override
    int streamingFetchSize() {
        return 500;
    }

    @Override
    public BulkPipe pipe(Connection source, Connection target) {
        return new PostgreSqlPipe(source, target);
    }
}
