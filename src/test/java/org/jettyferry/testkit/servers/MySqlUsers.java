package org.jettyferry.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Users and options that MySQL and MariaDB share when they start for a test. */
final class MySqlUsers {
    private MySqlUsers() {}

    /** Writes the statements that a server runs at its start: a user who may do everything, with a password. */
    static Path write(Path file) {
        String statements = """
                create user if not exists '%1$s'@'%%' identified by '%2$s';
                grant all on *.* to '%1$s'@'%%' with grant option;
                """;
        try {
            return Files.writeString(file, statements.formatted(Running.USER, Running.PASSWORD));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The socket is named by a relative path: an absolute one may be longer than the 107 bytes that Linux takes. */
    static List<String> serverOptions(int port, Path users) {
        return List.of(
                "--init-file=" + users,
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--skip-name-resolve",
                "--socket=server.sock",
                "--max-allowed-packet=64M",
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-flush-method=nosync", // no test cuts the power of a server
                "--innodb-doublewrite=OFF");
    }
}
