package org.jettyferry.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableWriterTest {
    private static final List<TableWriter.Column> NAMES = List.of(TableWriter.Column.left("names", "names", "names"));

    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text);

    /** A refused list must leave standard output empty. */
    @Test
    void aListPrintsNothingBeforeItsFirstRowOrItsEnd() {
        TableWriter json = new JsonTableWriter(out, "contexts", NAMES);
        TableWriter csv = new CsvTableWriter(out, NAMES);
        assertThat(text.toString()).isEmpty();
        csv.end();
        json.end();
        assertThat(text.toString().replaceAll("\\s", "")).isEqualTo("names{\"contexts\":[]}");
    }

    @Test
    void aNameWithABlankDiffersFromTwoNames() {
        TableWriter csv = new CsvTableWriter(out, NAMES);
        csv.add(List.of("1", "uno, one", "a\"b"));
        csv.end();
        assertThat(text.toString().lines()).containsExactly("names", "\"1 \"\"uno, one\"\" \"\"a\"\"\"\"b\"\"\"");
    }
}
