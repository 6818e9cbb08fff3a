package org.jettyferry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for all of Ferry's own tables. */
class SqlFilesTest {
    private static final Pattern TABLE =
            Pattern.compile("create table (?:if not exists )?(ferry_\\w+) \\((.*?)\n\\)([^;]*)", Pattern.DOTALL);

    /** Shorter ones hold words of our own. */
    private static final Pattern TEXT = Pattern.compile("varchar\\(\\d{3,}\\) (?!character set)");

    /** A database that is in Latin-1, as MariaDB's are by default up to 11.5, has no place for other scripts. */
    @Test
    void namesOfAnyScriptFitOnMySqlAndMariaDb() throws IOException {
        List<MatchResult> tables;
        try (Stream<Path> files = Files.list(Path.of("sql", "mysql"))) {
            tables = files.flatMap(file -> TABLE.matcher(text(file)).results()).toList();
        }
        assertThat(tables).hasSizeGreaterThan(20);
        assertThat(tables)
                .filteredOn(table -> TEXT.matcher(table.group(2)).find())
                .allSatisfy(table -> assertThat(table.group(3).stripLeading())
                        .as(table.group(1))
                        .startsWith("engine=InnoDB default character set utf8mb4 collate utf8mb4_bin"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
