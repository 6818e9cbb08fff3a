package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

/** A reader that leaves early is not an error; a full disk is. */
class PipeOutputStreamTest {
    @Test
    void outputIsDroppedAfterTheReaderClosedThePipe() {
        Failing target = new Failing("Broken pipe");
        PipeOutputStream stream = new PipeOutputStream(target);

        assertThatCode(() -> {
                    stream.write(1);
                    stream.write(new byte[] {2, 3});
                })
                .doesNotThrowAnyException();
        assertThat(target.writes).isEqualTo(1);
    }

    @Test
    void aFullDiskReachesTheCaller() {
        PipeOutputStream stream = new PipeOutputStream(new Failing("No space left on device"));

        assertThatThrownBy(() -> stream.write(1)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> stream.write(1)).isInstanceOf(IOException.class);
    }

    private static final class Failing extends OutputStream {
        private final String message;
        private int writes;

        Failing(String message) {
            this.message = message;
        }

        @Override
        public void write(int octet) throws IOException {
            writes++;
            throw new IOException(message);
        }
    }
}
