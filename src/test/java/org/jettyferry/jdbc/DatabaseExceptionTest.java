package org.jettyferry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DatabaseExceptionTest {

    /** The id is a cookie: a reader of the log could log in with it. */
    @Test
    void hidesSessionIds() {
        SQLException duplicate =
                new SQLException("Duplicate entry 'node0secret-_-0.0.0.0' for key 'PRIMARY'", "23000", 1062);
        SQLException tooLong = new SQLException("Truncated value: 'node0secret'.", "22001", 2628);

        DatabaseException[] errors = {
            DatabaseException.of(dialect("jdbc:mysql:"), "migrate a session", duplicate),
            DatabaseException.of(dialect("jdbc:sqlserver:"), "migrate a session", tooLong)
        };

        for (DatabaseException e : errors) {
            StringWriter all = new StringWriter();
            e.printStackTrace(new PrintWriter(all));
            assertThat(all.toString())
                    .contains("migrate a session", "SQLSTATE 2")
                    .doesNotContain("node0secret");
        }
        assertThat(errors[0]).hasMessageContaining("error 1062");
        assertThat(errors[0].problem()).isEqualTo(ErrorKind.DUPLICATE);
    }

    private static Dialect dialect(String url) {
        return Dialects.forUrl(url).dialect();
    }
}
