package org.jettyferry.registry;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads lines {@code id,schema[,name…]} in CSV (RFC 4180), with comments behind {@code #} and an optional heading. Also
 * reads the output of {@code ferry context list --csv}, so that a list can be edited and imported again.
 */
final class ContextFile implements AutoCloseable {
    private static final Set<String> ID_HEADINGS = Set.of("id", "cid", "context", "context_id");
    private static final Set<String> SCHEMA_HEADINGS = Set.of("schema", "schema_name", "db_schema");

    /** Columns of a list that an import ignores. */
    private static final Set<String> NO_NAME_HEADINGS = Set.of("server", "enabled", "served", "reason");

    private static final String LIST_HEADING = "names";

    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private List<String> headings = List.of();
    private boolean first = true;
    private long lastLine;

    ContextFile(Reader csv) {
        this.reader = CsvReader.builder()
                .commentStrategy(CommentStrategy.SKIP)
                .skipEmptyLines(true)
                .ignoreDifferentFieldCount(true)
                .ofCsvRecord(new SentinelReader(csv));
        this.records = reader.iterator();
    }

    /** Returns the next line with content; empty at the end. */
    Optional<ContextLine> next() throws Unreadable, IOException {
        try {
            while (records.hasNext()) {
                CsvRecord record = records.next();
                if (SentinelReader.isMark(record)) {
                    return Optional.empty();
                }
                lastLine = record.getStartingLineNumber();
                SentinelReader.requireOutside(record);
                List<String> fields = fields(record);
                boolean heading = first && isHeading(fields);
                first = false;
                if (!heading) {
                    return Optional.of(line(fields));
                }
                headings = fields.stream()
                        .map(field -> field.toLowerCase(Locale.ROOT))
                        .toList();
            }
            return Optional.empty();
        } catch (CsvParseException e) {
            throw new Unreadable(lastLine + 1, e);
        } catch (UncheckedIOException e) {
            throw e.getCause() == null ? new IOException(e) : e.getCause();
        }
    }

    private ContextLine line(List<String> fields) {
        List<String> names = IntStream.range(2, fields.size())
                .boxed()
                .flatMap(column -> names(column < headings.size() ? headings.get(column) : "", fields.get(column)))
                .filter(name -> !name.isEmpty())
                .toList();
        return new ContextLine(lastLine, fields.get(0), fields.size() < 2 ? "" : fields.get(1), names);
    }

    private static Stream<String> names(String heading, String field) {
        if (NO_NAME_HEADINGS.contains(heading)) {
            return Stream.empty();
        }
        return heading.equals(LIST_HEADING) ? list(field) : Stream.of(field);
    }

    /** Splits a list of names at blanks; a name that contains a blank is in quotes. */
    private static Stream<String> list(String field) {
        return CsvReader.builder().fieldSeparator(' ').ofCsvRecord(field).stream()
                .flatMap(record -> record.getFields().stream());
    }

    /** Returns the fields without blanks around them, and without the byte order mark that some editors write. */
    private List<String> fields(CsvRecord record) {
        return record.getFields().stream()
                .map(field -> first ? field.replace("\uFEFF", "") : field)
                .map(String::strip)
                .toList();
    }

    private static boolean isHeading(List<String> fields) {
        return fields.size() > 1
                && ID_HEADINGS.contains(fields.get(0).toLowerCase(Locale.ROOT))
                && SCHEMA_HEADINGS.contains(fields.get(1).toLowerCase(Locale.ROOT));
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /** The text is not valid CSV from some line on. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final long line;

        Unreadable(long line, CsvParseException cause) {
            super("invalid CSV: " + (cause.getCause() == null ? cause : cause.getCause()).getMessage(), cause);
            this.line = line;
        }

        Unreadable(long line, String reason) {
            super(reason);
            this.line = line;
        }

        long line() {
            return line;
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }
}
