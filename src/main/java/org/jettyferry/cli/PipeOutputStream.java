package org.jettyferry.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * Drops output after the reader of a pipe has closed it, as {@code head} does in {@code ferry context list | head}.
 *
 * <p>Java ignores SIGPIPE, so such a write throws an {@link IOException}. It is not an error: the reader has all that
 * it wanted. Other failures, such as a full disk, reach the caller. Java has no exception type for a closed pipe, so
 * the text of the operating system decides: "Broken pipe", or "The pipe is being closed" on Windows. In a language
 * whose text does not name the pipe, the failure is reported like any other.
 */
final class PipeOutputStream extends OutputStream {
    private final OutputStream target;
    private boolean closedByReader;

    PipeOutputStream(OutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (closedByReader) {
            return;
        }
        try {
            target.write(bytes, offset, length);
        } catch (IOException e) {
            closedByReader = namesPipe(e);
            if (!closedByReader) {
                throw e;
            }
        }
    }

    private static boolean namesPipe(IOException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }
}
