package org.jettyferry.registry;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;

/**
 * Appends one line, the mark, to a text. A quote that is never closed swallows the mark, and that shows. Without it the
 * CSV reader would silently take the rest of the file for one name.
 */
final class SentinelReader extends Reader {
    private static final String MARK = "\u0003the end of the file\u0003"; // no name holds a control character

    private final Reader text;
    private final String end = "\n" + MARK + "\n";
    private int given = -1;

    SentinelReader(Reader text) {
        this.text = text;
    }

    static boolean isMark(CsvRecord record) {
        return record.getFieldCount() == 1 && record.getField(0).equals(MARK);
    }

    /** @throws ContextFile.Unreadable if a quote in this record is not closed before the end */
    static void requireOutside(CsvRecord record) throws ContextFile.Unreadable {
        if (record.getField(record.getFieldCount() - 1).contains(MARK)) {
            throw new ContextFile.Unreadable(
                    record.getStartingLineNumber(),
                    "a quote that begins here is not closed before the end of the file");
        }
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (given < 0) {
            int read = text.read(buffer, offset, length);
            if (read >= 0) {
                return read;
            }
            given = 0;
        }
        int rest = Math.min(length, end.length() - given);
        end.getChars(given, given + rest, buffer, offset);
        given += rest;
        return rest == 0 ? -1 : rest;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
