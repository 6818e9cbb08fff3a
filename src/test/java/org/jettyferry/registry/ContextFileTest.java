package org.jettyferry.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How the lines of an import are read. */
class ContextFileTest {
    @Test
    void namesFollowTheSchemaAndQuotesHoldCommasAndEndsOfLines() throws Exception {
        assertThat(read("1,s\n\"2\",\"s\",\"a,\"\"b\"\"\",\"c\nd\"\r\n3,s,,x\n"))
                .containsExactly(
                        new ContextLine(1, "1", "s", List.of()),
                        new ContextLine(2, "2", "s", List.of("a,\"b\"", "c\nd")),
                        new ContextLine(4, "3", "s", List.of("x")));
    }

    @Test
    void headingsCommentsEmptyLinesAndBlanksAreIgnored() throws Exception {
        assertThat(read("\uFEFFID,Schema,host\n# 0,s\n\n 1 , s , a \n"))
                .containsExactly(new ContextLine(4, "1", "s", List.of("a")));
        assertThat(read("id,s\n")).hasSize(1);
        assertThat(read("")).isEmpty();
    }

    @Test
    void aListCanBeImportedAgain() throws Exception {
        assertThat(read("id,schema,server,enabled,served,reason,names\n"
                        + "1,s,old,true,true,,\"a.example.com \"\"my shop\"\"\"\n"
                        + "2,s,old,false,false,not paid,\n"))
                .containsExactly(
                        new ContextLine(2, "1", "s", List.of("a.example.com", "my shop")),
                        new ContextLine(3, "2", "s", List.of()));
    }

    @Test
    void invalidNamesAreReportedWithoutADatabase() throws Exception {
        assertThat(read("1\n,s\n1,s,a\u0007b\n" + "x".repeat(191) + ",s\n"))
                .extracting(line -> line.fault().orElse("none"))
                .containsExactly(
                        "no schema is named",
                        "the id is empty",
                        "a name holds a control character",
                        "the id has more than 190 characters");
    }

    @Test
    void invalidCsvIsReportedWithItsLine() {
        assertThatThrownBy(() -> read("1,s\n2,s\n\"3,s\n" + "x".repeat(20_000_000)))
                .isInstanceOfSatisfying(ContextFile.Unreadable.class, e -> {
                    assertThat(e.line()).isEqualTo(3);
                    assertThat(e.reason()).contains("invalid CSV");
                });
    }

    /** Otherwise the rest of the file would become one name. */
    @Test
    void anUnclosedQuoteIsReportedWithItsLine() throws Exception {
        assertThat(read("1,s,5\" disk\n2,s,\"a\"")).hasSize(2);
        assertThatThrownBy(() -> read("1,s\n2,s,\"a\n3,s\n"))
                .isInstanceOfSatisfying(ContextFile.Unreadable.class, e -> {
                    assertThat(e.line()).isEqualTo(2);
                    assertThat(e.reason()).contains("not closed");
                });
    }

    @Test
    void textThatIsNotUtf8IsReportedWithItsLine() throws Exception {
        byte[] latin = "1,s\n2,s,Gr\u00FCn\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(read(new String(latin, StandardCharsets.UTF_8)))
                .extracting(line -> line.fault().orElse("none"))
                .containsExactly(
                        "none", "a name has letters that were not read as they are meant: they must be in UTF-8");
    }

    private static List<ContextLine> read(String text) throws IOException, ContextFile.Unreadable {
        List<ContextLine> lines = new ArrayList<>();
        try (ContextFile file = new ContextFile(new StringReader(text))) {
            for (Optional<ContextLine> line = file.next(); line.isPresent(); line = file.next()) {
                lines.add(line.get());
            }
        }
        return lines;
    }
}
